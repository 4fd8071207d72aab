#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""in-poppler.py CLI: the map sheets as a reader of PDF sees them: one page each of the paper asked for, the title as text that can be
searched, and fonts that are embedded as subsets."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from peer import finish, hand_in, skip

A3 = (841.89, 1190.55)


def tool(name, *args):
    return subprocess.run([name, *map(str, args)], capture_output=True, text=True, check=True).stdout


def check(sheet):
    info = tool('pdfinfo', sheet)
    size = sorted(map(float, re.search(r'Page size: +([\d.]+) x ([\d.]+)', info).groups()))
    if 'Pages:           1\n' not in info or any(abs(a - b) > 0.5 for a, b in zip(size, A3)):
        yield 'pages and size: %s' % re.findall(r'Page.*', info)
    title = re.sub(r'^图\d+', '', sheet.stem)
    text = re.sub(r'\s', '', tool('pdftotext', sheet, '-'))
    for word in (title, '编制日期', '高斯-克吕格投影', '成果指纹'):
        if word not in text:
            yield 'no %s in the text' % word
    for font in tool('pdffonts', sheet).splitlines()[2:]:
        embedded, subset = font.split()[-5:-3]
        if (embedded, subset) != ('yes', 'yes'):
            yield 'font: %s' % font


def main():
    cli, faults = sys.argv[1], []
    if not shutil.which('pdftotext'):
        skip('poppler-utils is not installed')
    with tempfile.TemporaryDirectory() as folder:
        (maps,) = hand_in(cli, folder, 'maps')[1]
        sheets = sorted(pathlib.Path(maps).glob('*.pdf'))
        faults += ['%s: %s' % (sheet.stem, fault) for sheet in sheets for fault in check(sheet)]
        if len(sheets) < 9:
            faults.append('only %d sheets' % len(sheets))
    return finish(faults, '%d map sheets read' % len(sheets))


if __name__ == '__main__':
    sys.exit(main())
