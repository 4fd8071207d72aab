#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""atlas.py CLI: the map sheets as who takes them gets them: their words as pdftotext finds them, their fonts, and what is to be
seen on the pages."""
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import numpy

from scenario import SKIPPED, finish, run, sample

SHEETS = {1: '三条控制线规划图（维护后）', 2: '永久基本农田维护调整分析图', 3: '生态保护红线维护调整分析图', 4: '城镇开发边界维护调整分析图',
          5: '国土空间用途分区规划图（维护后）', 6: '国土空间用途分区调整分析图', 7: '中心城区用地规划布局图（维护后）',
          8: '中心城区用地规划布局调整分析图', 9: '新增重点项目示意图', 10: '三条控制线维护前图（标明调出）',
          11: '三条控制线维护前图（标明调入）', 12: '永久基本农田维护后图', 13: '城镇开发边界维护后图',
          14: '国土空间用途分区图（维护前）', 15: '中心城区用地规划布局图（维护前）'}
LEGENDS = {1: ['永久基本农田', '生态保护红线', '城镇开发边界', '乡镇（街道）界'], 2: ['永久基本农田（维护前）', '调入图斑', '调出图斑'],
           3: ['生态保护红线（维护前）', '调入图斑'], 4: ['城镇开发边界（维护前）', '调入图斑', '调出图斑'],
           5: ['农田保护区', '生态保护区'], 6: ['农田保护区', '调入图斑'], 7: ['居住用地', '工矿用地', '中心城区范围'],
           8: ['居住用地', '用途变更图斑'], 9: ['新增重点项目', '水域'], 10: ['调出图斑'], 11: ['调入图斑'],
           12: ['永久基本农田'], 13: ['城镇开发边界'], 14: ['农田保护区'], 15: ['居住用地']}
NOT_ON = {2: ['生态保护红线', '城镇开发边界'], 1: ['调入图斑', '调出图斑'], 10: ['调入图斑'], 11: ['调出图斑'], 5: ['居住用地']}
LINES = {2: 'YJJBNTBHTB', 3: 'STBHHX', 4: 'CZKFBJGX'}
IN, OUT, FARMLAND = (0xc4, 0x16, 0x1c), (0x0b, 0x3f, 0x91), (0xfb, 0xef, 0xa6)
A3, A4 = (841.89, 1190.55), (595.28, 841.89)


def tool(*args):
    return subprocess.run([str(a) for a in args], capture_output=True, check=True, timeout=300).stdout


def export(cli, package, folder, *args):
    status, _, messages = run(cli, 'export', package, '--out', folder, *args)
    if status:
        sys.exit('export %s: exit status %d\n%s' % (' '.join(map(str, args)), status, messages))
    return {int(re.match(r'图(\d+)', p.name)[1]): p for p in pathlib.Path(folder).rglob('图*.*')}


def page(pdf, dpi):
    """The page as an array of rows of pixels of r, g, b."""
    data = tool('pdftoppm', '-r', dpi, pdf)
    head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
    return numpy.frombuffer(data, numpy.uint8, offset=head.end()).reshape(int(head[2]), int(head[1]), 3).astype(int)


def near(pixels, colour, tolerance=36):
    return (abs(pixels - numpy.array(colour)).max(axis=2) <= tolerance)


# ---- words

def check_words(pdfs, package):
    prints = set()
    for number, title in SHEETS.items():
        if number not in pdfs:
            yield '图%d is not there' % number
            continue
        text = tool('pdftotext', '-layout', pdfs[number], '-').decode()
        joined = re.sub(r'\s', '', text)
        for word in [title, '国土空间总体规划', '图例', '1:', '编制单位：清河县人民政府', '编制日期：', '2000国家大地坐标系', '图%d' % number] + LEGENDS[number]:
            if re.sub(r'\s', '', word) not in joined:
                yield '图%d: no “%s”' % (number, word)
        for word in NOT_ON.get(number, []):
            if word in joined.replace(title, ''):
                yield '图%d: “%s” is in its legend and not on it' % (number, word)
        prints |= set(re.findall(r'成果指纹([0-9a-f]{64})', joined)) or {'none'}
    if len(prints) != 1 or 'none' in prints:
        yield 'fingerprints: %s' % prints
    with sqlite3.connect('file:%s?mode=ro' % package, uri=True) as database:
        stored = str([row for table, in database.execute("select name from sqlite_master where name like 'sx_%' or name like 'gpkg_metadata'")
                      for row in database.execute('select * from "%s"' % table)])
    if not any(p in stored for p in prints):
        yield 'the database does not have the fingerprint of the sheets'


def check_plots(pdfs, package):
    """Each plot of the database has its number on the sheet of its line, and each changed use its before and after."""
    with sqlite3.connect('file:%s?mode=ro' % package, uri=True) as database:
        for number, table in LINES.items():
            text = re.sub(r'\s', ' ', tool('pdftotext', pdfs[number], '-').decode())
            plots = database.execute('select WHBH, WHLX from "WHC%s"' % table).fetchall()
            if not plots:
                yield '%s: no plots' % table
            for whbh, kind in plots:
                label = '%s%d' % ('入' if kind == '1' else '出', int(whbh[-6:]))
                if not re.search(r'(?<!\S)%s(?!\d)' % label, text):
                    yield '图%d: plot %s is not labelled' % (number, label)
        text = re.sub(r'\s', '', tool('pdftotext', pdfs[8], '-').decode())
        for note, in database.execute('select BZ from WHCZXCQGHYDYH where WHLX = 2'):
            before, after = note.split('→')
            if not before or not after or '→' not in text:
                yield '图8: no change of use %s' % note
        if text.count('→') < 2 * database.execute('select count(*) from WHCZXCQGHYDYH where WHLX = 2').fetchone()[0]:
            yield '图8: uses before and after are not all labelled and listed'


def check_fonts(pdfs):
    for number, pdf in pdfs.items():
        fonts = tool('pdffonts', pdf).decode().splitlines()[2:]
        if not fonts:
            yield '图%d: no fonts, so no text that could be searched' % number
        for font in fonts:
            if not re.search(r'\byes\s+yes\s+yes\b', font):
                yield '图%d: not an embedded subset with Unicode: %s' % (number, font)


FORM = re.compile(rb'/Subtype /Form /BBox \[0 0 \d+ \d+\] /Matrix[^>]*<< >> /Filter /FlateDecode\s*>>\s*stream\n(.*?)\nendstream', re.S)


def check_shared(pdfs):
    """Ground that several sheets show is packed once, and the same bytes in each of them; nothing on a sheet is an image."""
    grounds = {number: set(FORM.findall(pdf.read_bytes())) for number, pdf in pdfs.items()}
    for number, ground in grounds.items():
        if not ground:
            yield 'sheet %d has no ground of its own' % number
        if len(tool('pdfimages', '-list', pdfs[number]).decode().splitlines()) > 2:
            yield 'sheet %d has images' % number
    if not grounds[1] & grounds[3]:
        yield 'sheets 1 and 3 do not show the same land'


def check_papers(pdfs, paper):
    for number, pdf in pdfs.items():
        size = sorted(float(n) for n in re.search(r'Page size:\s+([\d.]+) x ([\d.]+)', tool('pdfinfo', pdf).decode()).groups())
        if any(abs(a - b) > 0.5 for a, b in zip(size, paper)):
            yield '图%d: page of %s points' % (number, size)


# ---- what is to be seen

def neat_lines(pixels):
    """(left, top, right, bottom) of the outer frame and of the neat line within."""
    dark = pixels.max(axis=2) < 110
    columns, rows = dark.mean(axis=0) > 0.45, dark.mean(axis=1) > 0.45
    xs, ys = numpy.flatnonzero(columns), numpy.flatnonzero(rows)
    step = lambda at: numpy.flatnonzero(numpy.diff(at) > 3)
    x_groups, y_groups = numpy.split(xs, step(xs) + 1), numpy.split(ys, step(ys) + 1)
    return x_groups, y_groups


def check_frame(number, pixels):
    x_groups, y_groups = neat_lines(pixels)
    if len(x_groups) < 4 or len(y_groups) < 4:
        yield '图%d: no double frame' % number
        return
    left, inner, top, inner_top = x_groups[0][0], x_groups[1][0], y_groups[0][0], y_groups[1][0]
    margin = numpy.concatenate([pixels[:, :left - 2].reshape(-1, 3), pixels[:, -(left // 2):].reshape(-1, 3)])
    if (margin < 250).any():
        yield '图%d: something reaches into the margin' % number
    height = pixels.shape[0]
    edge = pixels[top + 4:height * 2 // 3, left + 6:inner - 2].reshape(-1, 3)
    edge_top = pixels[top + 6:inner_top - 2, left + 6:x_groups[2][0] - 4].reshape(-1, 3)
    for part in (edge, edge_top):
        if len(part) and ((part.max(axis=1) - part.min(axis=1)) > 24).any():
            yield '图%d: the map reaches over its neat line' % number
    inside = pixels[inner_top + 4:height // 2, inner + 4:x_groups[2][0] - 4].reshape(-1, 3)
    if (inside.max(axis=1) - inside.min(axis=1) > 24).mean() < 0.02:
        yield '图%d: the map is empty' % number


def slants(mask):
    """How many pixels go on to the upper right, and to the lower right, where they do not go on straight."""
    alone = mask[1:-1, :-1] & ~mask[1:-1, 1:]
    return (alone & mask[:-2, 1:]).sum(), (alone & mask[2:, 1:]).sum()


def check_pictures(pdfs):
    for number in (1, 2, 4, 7, 8):
        yield from check_frame(number, page(pdfs[number], 72))
    pixels = page(pdfs[2], 200)
    if near(pixels, FARMLAND, 12).mean() < 0.02:
        yield '图2: no farmland to be seen'
    (rise, fall), (out_rise, out_fall) = slants(near(pixels, IN)), slants(near(pixels, OUT))
    if rise < 1.2 * fall or out_fall < 1.2 * out_rise:
        yield '图2: hatches of what comes in and goes out: %s' % [rise, fall, out_rise, out_fall]
    for number, colour, absent in ((10, OUT, IN), (11, IN, OUT)):
        pixels = page(pdfs[number], 100)
        body = pixels[:, :pixels.shape[1] * 7 // 10]
        if near(body, colour).sum() < 200 or near(body, absent, 12).sum() > 20:
            yield '图%d: plots of the wrong direction' % number


# ---- other formats, themes, what is missing

def check_formats(cli, package, folder):
    export(cli, package, folder / 'A4', '--only', 'maps', '--formats', 'png,svg', '--paper', 'A4')
    found = list((folder / 'A4').rglob('图*'))
    if len(found) != 2 * len(SHEETS):
        yield '%d files of PNG and SVG' % len(found)
    for path in found:
        if path.suffix == '.svg':
            root = xml.etree.ElementTree.parse(path).getroot()
            size = sorted(float(root.get(side).removesuffix('pt')) for side in ('width', 'height'))
        else:
            size = sorted(n * 72 / 300 for n in struct.unpack('>II', path.read_bytes()[16:24]))
        if any(abs(a - b) > 0.6 for a, b in zip(size, A4)):
            yield '%s: %s points' % (path.name, size)


def check_missing(cli, package, folder):
    poor = folder / 'poor.gpkg'
    shutil.copyfile(package, poor)
    with sqlite3.connect(poor) as database:
        for table in ('ZXCQGHYDYH', 'ZXCQFW', 'GHFQ', 'JQZDXMM'):
            database.execute('delete from gpkg_contents where table_name = ?', (table,))
            database.execute('delete from gpkg_geometry_columns where table_name = ?', (table,))
            database.execute('drop table "%s"' % table)
        database.execute("delete from sx_adjustment where line = 'redline'")
        database.execute('delete from sx_reclass')
        database.execute('delete from sx_project')
    pdfs = export(cli, poor, folder / 'poor', '--only', 'maps')
    told = ''.join(p.read_text(encoding='utf-8-sig') for p in (folder / 'poor').rglob('*.txt'))
    for number in (3, 5, 6, 7, 8, 9, 14, 15):
        if number in pdfs:
            yield '图%d of a plan that has nothing for it' % number
        line = [line for line in told.splitlines() if line.startswith(SHEETS[number])]
        if not line or len(line[0]) < len(SHEETS[number]) + 10:
            yield '图%d: nobody says why it is missing' % number
    if not {1, 2, 4} <= set(pdfs):
        yield 'sheets that could be made are missing: %s' % sorted(pdfs)


def check_projects(cli, package, folder):
    """Projects of the list without ground are on no map, and in the sheet's list; on a window of ground at a scale of its own."""
    listed = folder / 'listed.gpkg'
    shutil.copyfile(package, listed)
    with sqlite3.connect(listed) as database:
        database.execute("delete from JQZDXMM where fid > 1")
        database.execute("insert into sx_project (type, name, maintenance, placement) values ('能源', '清河抽水蓄能电站', '新增', '增补清单')")
        database.execute("insert into sx_project (type, name, maintenance, placement) values ('能源', '老电站', '保留', '增补清单')")
        x0, y0, x1, y1 = database.execute("select min_x, min_y, max_x, max_y from gpkg_contents where table_name = 'XZQ'").fetchone()
    window = '%f,%f,%f,%f' % (x0, y0, (x0 + x1) / 2, (y0 + y1) / 2)
    pdf = export(cli, listed, folder / 'listed', '--only', 'maps', '--scale', '1:20000', '--window', window, '--name', '试验县')[9]
    text = tool('pdftotext', '-layout', pdf, '-').decode()
    row = [line for line in text.splitlines() if '清河抽水蓄能电站' in line]
    if not row or '未上图' not in row[0] or '老电站' in text:
        yield '图9: a new project without ground is not in the list: %s' % text
    if '1 : 20 000' not in text or '试验县国土空间总体规划' not in text:
        yield '图9: neither scale nor name are as they were asked for: %s' % text
    if '%d' % ((x0 + x1) / 2 // 1000 + 20) in text:
        yield '图9: not the window that was asked for: %s' % text


def check_theme(cli, package, folder):
    theme = folder / 'theme.json'
    theme.write_text('{"marks": {"farmland": {"title": "永农", "fill": "#8090a0"}}}', encoding='utf-8')
    pdf = export(cli, package, folder / 'themed', '--only', 'maps', '--theme', theme)[12]
    if '永农' not in tool('pdftotext', pdf, '-').decode() or near(page(pdf, 50), (0x80, 0x90, 0xa0), 6).mean() < 0.02:
        yield 'a theme of the user does not show'
    theme.write_text('{"marks": {"farmland": {"fill": "yellow"}}}', encoding='utf-8')
    for name, words in ((theme, ('theme.json', '$.marks.farmland.fill', '#rrggbb')), (folder / 'none.json', ('none.json',))):
        status, _, messages = run(cli, 'export', package, '--out', folder / 'not', '--only', 'maps', '--theme', name)
        if status != 1 or not all(w in messages for w in words) or messages.count('\n') > 2:
            yield '%s: exit status %d, %s' % (name.name, status, messages)
    if (folder / 'not').exists() and list((folder / 'not').iterdir()):
        yield 'a mistake in the theme leaves files'


def check(cli, folder):
    package, small = sample(cli, folder, 3000), folder / 'small.gpkg'
    run(cli, 'sample', small, '--parcels', 800, '--seed', 2)
    pdfs = export(cli, package, folder / 'out', '--only', 'gpkg,maps', '--agency', '清河县人民政府')
    handed_in = next((folder / 'out').glob('*.gpkg'))
    yield from check_words(pdfs, handed_in)
    yield from check_plots(pdfs, handed_in)
    yield from check_fonts(pdfs)
    yield from check_shared(pdfs)
    yield from check_papers(pdfs, A3)
    yield from check_pictures(pdfs)
    yield from check_formats(cli, small, folder)
    yield from check_missing(cli, small, folder)
    yield from check_projects(cli, small, folder)
    yield from check_theme(cli, small, folder)


def main():
    if not all(shutil.which(name) for name in ('pdftotext', 'pdffonts', 'pdftoppm', 'pdfinfo')):
        print('poppler-utils is not installed')
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        return finish(list(check(sys.argv[1], pathlib.Path(name))), 'map sheets: all there, their words, plots and colours as they should be')


if __name__ == '__main__':
    sys.exit(main())
