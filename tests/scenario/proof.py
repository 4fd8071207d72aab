#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""proof.py CLI: drafts held against published figures: the same text in every format, drafts that are none, and a published
plan, where it lies beside this project, with the disagreements that it is known for."""
import io
import json
import pathlib
import sys
import tempfile
import zipfile

from scenario import ROOT, finish, run

FIGURES = pathlib.Path(__file__).parent / 'proof' / 'wugang-2026.json'
PLAN = ROOT.parent / 'shared' / 'seeds' / 'wugang-2026-plan.txt'
OTHER_FIGURES = FIGURES.parent / 'yangquan-2026.json'
OTHER_PLAN = PLAN.parent / 'yangquan-2026-plan.txt'

# What the plan says and what its own figures elsewhere say, and in which way the two are at odds.
KNOWN = [
    ('differs', '135.90 公顷', '152.81 公顷'),
    ('differs', '138.10 公顷', '154.53 公顷'),
    ('differs', '293 个', '6 个'),
    ('differs', '252 个', '2 个'),
    ('differs', '4.93 千米/平方千米', '5.06 千米/平方千米'),
    ('differs', '90.18%', '90.1%'),
    ('differs', '5 亩', '15 亩'),
    ('differs', '0.43%', '0.21%'),
    ('differs', '31.55 万亩', '31.95 万亩'),
    ('sum', '62932.38', '62932.39'),
    ('sum', '62932.38', '62932.49'),
    ('sum', '219.54 公顷', '219.12 公顷'),
]

TEXT = ['维护后城镇开发边界面积 4209.86 公顷，较维护前减少 84.01 公顷。', '永久基本农田调出 135.90 公顷、调入 154.53 公顷。',
        '边界围合内天窗由 6 个降至 3 个。']


def archive(path, parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED) as out:
        for part, text in parts.items():
            out.writestr(part, text)
    path.write_bytes(data.getvalue())
    return path


def docx(path, body):
    return archive(path, {'word/document.xml': '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
                          'wordprocessingml/2006/main"><w:body>%s</w:body></w:document>' % body})


def odt(path, body):
    return archive(path, {'content.xml': '<?xml version="1.0"?><o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:'
                          'office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>%s</o:text></o:body>'
                          '</o:document-content>' % body})


def proof(cli, draft, *options):
    status, out, messages = run(cli, 'proof', FIGURES, draft, '--format', 'json', *options)
    return status, json.loads(out) if out else None, messages


def check_formats(cli, folder):
    drafts = [folder / 'utf8.txt', folder / 'gb.txt',
              docx(folder / 'a.docx', ''.join('<w:p><w:r><w:t>%s</w:t></w:r><w:r><w:t>%s</w:t></w:r></w:p>' % (t[:9], t[9:]) for t in TEXT)),
              odt(folder / 'a.odt', ''.join('<text:p>%s<text:span>%s</text:span></text:p>' % (t[:9], t[9:]) for t in TEXT))]
    drafts[0].write_text('\n'.join(TEXT), encoding='utf-8')
    drafts[1].write_bytes('\r\n'.join(TEXT).encode('gb18030'))
    answers = [proof(cli, draft, '--all')[1] for draft in drafts]
    if answers[0] is None or answers[0]['counts'] != {'differs': 2, 'sum': 0, 'unsure': 0, 'agrees': 4, 'unknown': 0}:
        yield 'counts: %s' % (answers[0] and answers[0]['counts'])
    for draft, answer in zip(drafts, answers):
        if answer != answers[0]:
            yield '%s: %s' % (draft.name, answer)
    status, out, _ = run(cli, 'proof', FIGURES, drafts[0], '--strict')
    if status != 3 or '152.81 公顷' not in out:
        yield '--strict: %d %s' % (status, out)


def check_bad(cli, folder):
    """(draft, a word of the sentence)."""
    good = docx(folder / 'good.docx', '<w:p/>').read_bytes()
    (folder / 'cut.docx').write_bytes(good[:len(good) // 2])
    (folder / 'old.doc').write_bytes(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(100))
    (folder / 'bytes.txt').write_bytes(bytes(range(256)) * 4)
    archive(folder / 'other.zip', {'readme.txt': 'x'})
    docx(folder / 'broken.docx', '<w:p>')
    bomb = docx(folder / 'bomb.docx', '<w:p>' + ' ' * (100 << 20) + '</w:p>')
    for draft, word in ((folder / 'cut.docx', 'damaged'), (folder / 'old.doc', '.doc'), (folder / 'bytes.txt', 'neither'),
                        (folder / 'other.zip', 'no document'), (folder / 'broken.docx', 'well-formed'), (bomb, 'unpacks'),
                        (folder / 'missing.txt', 'cannot be read'), (folder, 'no file')):
        status, answer, messages = proof(cli, draft)
        if status != 1 or word not in messages or messages.count('\n') != 1 or answer:
            yield '%s: %d %s' % (draft.name, status, messages)
    for arguments in ((), (FIGURES,), (FIGURES, folder / 'utf8.txt', '--format', 'xml')):
        if run(cli, 'proof', *arguments)[0] != 2:
            yield 'usage: %s' % (arguments,)


def check_published(cli):
    status, answer, messages = proof(cli, PLAN)
    if status:
        yield 'published plan: %d %s' % (status, messages)
        return
    found = [(item['kind'], item['said'], item['right']) for item in answer['items']]
    for kind, said, right in KNOWN:
        if not any(f[0] == kind and f[1].replace(' ', '') == said.replace(' ', '') and (f[2] or '').split(' ')[0] == right.split(' ')[0]
                   for f in found):
            yield 'published plan: %s is not found: %s' % (said, right)
    if answer['counts']['differs'] > 16 or answer['counts']['agrees'] < 90:
        yield 'published plan: %s' % answer['counts']


def check_other(cli, folder):
    """A plan that agrees with itself has nothing said of it, and each figure of it that is made wrong is found."""
    right = json.loads(OTHER_FIGURES.read_text(encoding='utf-8'))
    for wrong in (None, *range(0, len(right['facts']), 3)):
        state = json.loads(json.dumps(right))
        if wrong is not None:
            number, unit = state['facts'][wrong]['figure'].split()
            state['facts'][wrong]['figure'] = '%.2f %s' % (float(number) * 1.1, unit)
        figures = folder / 'figures.json'
        figures.write_text(json.dumps(state), encoding='utf-8')
        status, out, messages = run(cli, 'proof', figures, OTHER_PLAN, '--format', 'json')
        found = [item['said'] for item in json.loads(out)['items']] if status == 0 else messages
        asked = [] if wrong is None else [right['facts'][wrong]['figure']]
        if [text.replace(' ', '') for text in found] != [text.replace(' ', '').replace('个', '项') for text in asked]:
            yield 'published plan with %s made wrong: %s' % (asked, found)


def main():
    cli = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        faults = list(check_formats(cli, folder)) + list(check_bad(cli, folder))
        if OTHER_PLAN.exists():
            faults += check_other(cli, folder)
    if PLAN.exists():
        faults += check_published(cli)
    else:
        print('no %s here' % PLAN)
    return finish(faults, 'drafts are held against published figures')


if __name__ == '__main__':
    sys.exit(main())
