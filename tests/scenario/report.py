#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""report.py CLI: the report of a sample and of the counties with known numbers, read back: the outline of 附录二, every table
cell as in the workbook, every figure of a sentence that of evaluate or of a table, placeholders that stand out, and a
proofreader that finds nothing to say."""
import json
import pathlib
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

from scenario import ROOT, SKIPPED, finish, run, sample

try:
    import openpyxl
except ImportError:
    print('openpyxl is not installed')
    sys.exit(SKIPPED)

NS = {name: 'urn:oasis:names:tc:opendocument:xmlns:%s:1.0' % name for name in ('office', 'text', 'table', 'style')}
HEADINGS = ['前言', '一、规划体检评估结论', '（一）实施成效', '（二）问题与风险', '（三）动态维护建议', '二、规划动态维护内容',
            '（一）三条控制线维护', '1．耕地和永久基本农田保护红线', '2．生态保护红线', '3．城镇开发边界', '（二）其他空间管控边界维护',
            '（三）规划分区维护', '（四）中心城区用地布局维护', '（五）重点建设项目清单维护', '三、实施保障与传导指引', '（一）传导指引',
            '（二）实施监管', '附表']


def name(prefix, local):
    return '{%s}%s' % (NS[prefix], local)


def words(element):
    """The text that is shown: comments are not."""
    parts = [element.text or '']
    for child in element:
        parts.append(('' if child.tag == name('office', 'annotation') else words(child)) + (child.tail or ''))
    return ''.join(parts)


def grid(table):
    return [[words(cell) for cell in row if cell.tag in (name('table', 'table-cell'), name('table', 'covered-table-cell'))]
            for row in table.iter(name('table', 'table-row'))]


def shown(cell):
    """A cell of the workbook as it looks."""
    if cell.value is None:
        return ''
    if isinstance(cell.value, (int, float)) and cell.number_format != 'General':
        before, digits, after = re.fullmatch(r'(\(?)0\.?(0*)(\)?)', cell.number_format).groups()
        return '%s%.*f%s' % (before, len(digits), cell.value + 0.0, after)
    return str(cell.value)


def check_tables(content, book):
    tables = {table.get(name('table', 'name')): grid(table) for table in content.iter(name('table', 'table'))}
    n = 0
    for sheet in book:
        if sheet.title == '说明':
            continue
        rows = list(sheet.iter_rows(min_row=3, max_row=sheet.max_row - 1))
        parts = tables.get(sheet.title, []) + ([[]] + tables[sheet.title + '续'] if sheet.title + '续' in tables else [])
        if len(parts) != len(rows):
            yield '%s: %d rows, the workbook has %d' % (sheet.title, len(parts), len(rows))
        for mine, theirs in zip(parts, rows):
            theirs = [shown(cell) for cell in theirs]
            mine = mine + [''] * (len(theirs) - len(mine))
            n += sum(1 for text in mine if text)
            if mine != theirs and [a.replace('-0.00', '0.00') for a in mine] != [b.replace('-0.00', '0.00') for b in theirs]:
                yield '%s: %s, the workbook has %s' % (sheet.title, mine, theirs)
    if n < 300:
        yield 'only %d cells' % n


def check_outline(content):
    found = [(int(h.get(name('text', 'outline-level'))), words(h)) for h in content.iter(name('text', 'h'))]
    rest = iter(text for _, text in found)
    for heading in HEADINGS:
        if heading not in rest:
            yield 'no heading %s, or not in its place' % heading
    for number in range(1, 12):
        if not any(level == 2 and text.startswith('附表%d ' % number) for level, text in found):
            yield 'no heading of 附表%d' % number
    if any(b[0] > a[0] + 1 for a, b in zip(found, found[1:])):
        yield 'a level is left out: %s' % found
    marks = {m.get(name('text', 'name')) for m in content.iter(name('text', 'bookmark-start'))}
    pages = [m.get(name('text', 'ref-name')) for m in content.iter(name('text', 'bookmark-ref'))]
    if len(pages) != sum(level <= 3 for level, _ in found) or not set(pages) <= marks:
        yield 'contents: %d lines for %d headings' % (len(pages), len(found))


def check_placeholders(content):
    spans = [span for span in content.iter(name('text', 'span')) if span.get(name('text', 'style-name')) == 'To_20_Be_20_Written']
    if len(spans) < 12:
        yield 'only %d placeholders' % len(spans)
    for span in spans:
        if span.find(name('office', 'annotation')) is None or not words(span).startswith('【待填写：'):
            yield 'a placeholder without a comment: %s' % words(span)


def check_styles(content, styles):
    known = {style.get(name('style', 'name')) for tree in (content, styles) for style in tree.iter(name('style', 'style'))}
    for tree in content.iter():
        style = tree.get(name('text', 'style-name')) or tree.get(name('table', 'style-name'))
        if style and style not in known:
            yield 'no style %s' % style


def check_figures(content, book, result, lines, text_of_proof):
    """Decimals in running text come from somewhere."""
    allowed = {shown(cell).lstrip('-') for sheet in book for row in sheet.iter_rows() for cell in row}
    for row in result['indicators']:
        values = [row[key] for key in ('before', 'after', 'target', 'change') if row.get(key) is not None]
        for value in values + [a - b for a in values for b in values]:
            for decimals in (2, 4):
                base = round(abs(value), decimals)
                allowed |= {'%.*f' % (decimals, base + step * 10 ** -decimals) for step in (-1, 0, 1)}
    sums = {}
    for conflict in result['conflicts']:
        key = (conflict['rule'], lines[conflict['adjustment']])
        sums[key] = sums.get(key, 0) + conflict['area']
        allowed.add('%.2f' % conflict['area'])
    allowed |= {'%.4f' % (area / 1e4) for area in sums.values()}
    in_tables = {p for table in content.iter(name('table', 'table')) for p in table.iter(name('text', 'p'))}
    n, unknown = 0, []
    for paragraph in content.iter(name('text', 'p')):
        if paragraph in in_tables:
            continue
        found = re.findall(r'\d+\.\d{2,}', words(paragraph))
        differences = {'%.4f' % abs(float(a) - float(b)) for a in found for b in found}
        for number in found:
            n += 1
            if number not in allowed | differences and number not in text_of_proof:
                unknown.append(number)
    if n < 100:
        yield 'only %d figures in sentences' % n
    if unknown:
        yield '%d of %d figures come from nowhere: %s' % (len(unknown), n, ' '.join(sorted(set(unknown))))


def check_honest(content, result):
    """Each failing row is named as failing, and the paragraph that argues it says so."""
    text = '\n'.join(words(p) for p in content.iter(name('text', 'p')))
    for row in result['indicators']:
        if row['verdict'] == 'fail' and '不达标' not in text:
            yield 'nothing says that %s fails' % row['id']
    n_fail = sum(row['verdict'] == 'fail' for row in result['indicators'])
    if '不达标 %d 项' % n_fail not in text:
        yield 'not told: 不达标 %d 项' % n_fail


def check_package(file):
    with zipfile.ZipFile(file) as archive:
        first = archive.infolist()[0]
        if first.filename != 'mimetype' or first.compress_type != zipfile.ZIP_STORED \
                or archive.read('mimetype') != b'application/vnd.oasis.opendocument.text':
            yield 'the type does not come first, as it is'
        for part in ('content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'):
            ET.fromstring(archive.read(part))  # well-formed, or an error


def check(cli, folder, package, scheme):
    status, out, messages = run(cli, 'export', package, '--scheme', scheme, '--out', folder / package.stem, '--only', 'tables,report')
    if status:
        yield 'export: %d %s' % (status, messages)
        return
    files = [pathlib.Path(line) for line in out.splitlines()]
    report = next(file for file in files if file.suffix == '.odt')
    book = openpyxl.load_workbook(next(file for file in files if file.suffix == '.xlsx'), data_only=True)
    result = json.loads(run(cli, 'evaluate', package, '--scheme', scheme, '--format', 'json')[1])
    yield from check_package(report)
    with zipfile.ZipFile(report) as archive:
        content, styles = (ET.fromstring(archive.read(part)) for part in ('content.xml', 'styles.xml'))
        meta = archive.read('meta.xml').decode('utf-8')
    fingerprint = re.search('[0-9a-f]{64}', meta)
    if not fingerprint or fingerprint[0] not in words(content):
        yield 'no fingerprint'
    yield from check_tables(content, book)
    yield from check_outline(content)
    yield from check_placeholders(content)
    yield from check_styles(content, styles)
    yield from check_honest(content, result)
    status, out, messages = run(cli, 'proof', package, report, '--scheme', scheme, '--format', 'json', '--all')
    if status:
        yield 'proof: %d %s' % (status, messages)
        return
    proof = json.loads(out)
    agrees = {re.match(r'[\d.]+', item['said'].lstrip('-≥≤'))[0] for item in proof['items']
              if item['kind'] == 'agrees' and re.match(r'[\d.]+', item['said'].lstrip('-≥≤'))}
    yield from check_figures(content, book, result, dict(sqlite3.connect(package).execute('select fid, line from sx_adjustment')), agrees)
    for item in proof['items']:
        if item['kind'] in ('differs', 'sum', 'unsure'):
            yield 'the report disagrees with itself: %s' % json.dumps(item, ensure_ascii=False)
    if proof['counts']['agrees'] < 300:
        yield 'only %d figures agree' % proof['counts']['agrees']


def main():
    cli, cases = sys.argv[1], ROOT.parent / 'shared' / 'cases'
    faults = []
    with tempfile.TemporaryDirectory() as folder_name:
        folder = pathlib.Path(folder_name)
        packages = [(sample(cli, folder, 1500), '2026年度动态维护')]
        for case in ('open-1', 'open-2'):
            if (cases / case / 'county.gpkg').exists():
                copy = folder / (case + '.gpkg')
                copy.write_bytes((cases / case / 'county.gpkg').read_bytes())
                packages.append((copy, '甲'))
        for package, scheme in packages:
            faults += ['%s: %s' % (package.name, fault) for fault in check(cli, folder, package, scheme)]
    return finish(faults, 'reports of %d packages read back' % len(packages))


if __name__ == '__main__':
    sys.exit(main())
