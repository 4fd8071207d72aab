#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of key projects by keyboard alone: added, changed, imported from CSV and XLSX, removed, undone; what is in the package
is what was done."""
import contextlib

import openpyxl

from accessible import Screen
from desktop import wait_for
from names import nameless
from scene import main

FIELDS = 'type, name, level, basis, nature, years, area_ha, maintenance, placement'

PRINTED = '''附表8 重点建设项目动态维护表,,,,,,,,,
序号,项目类型,项目名称,项目级别,项目依据,建设性质,建设年限,用地面积（公顷）,维护类型,维护情形
1,交通,环城北路,省级,皖发改〔2026〕1号,新建,2026-2028,"1,234.5",新增,精准落位
2,水利,城南水厂,县级,,改扩建,2027,12.5,保留,增补清单情况
3,能源,变电站,县级,,新建,2027,很大,保留,示意上图
备注：新增项目需要填写依据。,,,,,,,,,
'''


class Windows:
    """No window manager gives the focus here: it goes where the hand says."""

    def __init__(self, program):
        self.program, self.desktop = program, program.desktop
        self.open = [program.window]

    def wait_new(self, *keys):
        """Presses keys and gives the focus to the window that comes."""
        self.desktop.keys(*keys)
        window = wait_for('window after %s' % (keys,), lambda: next((w for w in self.program.windows() if w not in self.open), None))
        self.open.append(window)
        self.focus()
        return window

    def wait_closed(self):
        """The newest one goes; the one before has the focus."""
        window = self.open.pop()
        wait_for('closed window', lambda: window not in self.program.windows())
        self.focus()

    def wait_still(self):
        """Until the screen is what it was at the looks before: the file dialog reads its lists before it takes keys."""
        def look():
            self.desktop.screenshot(path)
            seen.append(path.read_bytes())
            return seen[-3:] == 3 * seen[-1:]

        seen, path = [], self.desktop.folder / 'looked-at.ppm'
        wait_for('screen that stays as it is', look, pause=0.1)

    def focus(self):
        def has_focus():  # a window that goes may take it away once more
            with contextlib.suppress(AssertionError):
                self.desktop.hand('windowfocus', self.open[-1])
                return self.desktop.run('xdotool', 'getwindowfocus').strip() == self.open[-1]
            return False

        self.program.idle()
        wait_for('focus', has_focus)
        self.program.idle()


def rows(package):
    return package.query('select %s from sx_project order by id' % FIELDS)


def wait_rows(package, what, holds):
    return wait_for(lambda: '%s; there is %s' % (what, rows(package)), lambda: holds(rows(package)) and (rows(package) or True))


def add_by_form(windows, package, name):
    n = len(rows(package))
    windows.wait_new('ctrl+n')
    windows.desktop.type(name)
    windows.desktop.keys('Return')
    windows.wait_closed()
    found = wait_rows(package, 'the new project', lambda r: len(r) == n + 1)
    assert found[-1][1] == name and found[-1][7] == '新增', found[-1]
    windows.program.wait('undo', lambda s: s['undo'] and name in s['undo'])


def import_file(scene, windows, path, picture):
    """The path is typed, as the file dialog takes it, once it shows what it offers; then the summary is agreed to."""
    windows.wait_new('ctrl+i')
    windows.wait_still()
    windows.desktop.type(str(path))
    windows.desktop.keys('Return')
    windows.wait_closed()
    summary = wait_for('summary', lambda: next((w for w in windows.program.windows() if w not in windows.open), None))
    windows.open.append(summary)
    windows.focus()
    scene.picture(windows.desktop, picture)
    windows.desktop.keys('Return')
    windows.wait_closed()


def make_workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '封面'
    sheet = book.create_sheet('附表8')
    sheet['A1'] = '附表8 重点建设项目动态维护表'
    sheet.merge_cells('A1:J1')
    for at, heading in enumerate(['维护情形', '项目名称', '用地面积（亩）', '项目类型', '维护类型']):
        sheet.cell(3, 1 + at, heading)
    for at, value in enumerate(['示意上图', '城南水厂', 300, '水利', '更新']):
        sheet.cell(4, 1 + at, value)
    for at, value in enumerate(['精准落位', '光伏电站', 15, '能源', '新增']):
        sheet.cell(6, 1 + at, value)
    book.save(path)


def check_imports(scene, windows, package):
    before = rows(package)
    text = scene.folder / 'list.csv'
    text.write_bytes(PRINTED.encode('gb18030'))
    import_file(scene, windows, text, 'csv')
    found = wait_rows(package, 'two projects of the text', lambda r: len(r) == len(before) + 2)
    assert found[-2] == ('交通', '环城北路', '省级', '皖发改〔2026〕1号', '新建', '2026-2028', 1234.5, '新增', '精准落位'), found[-2]
    assert found[-1] == ('水利', '城南水厂', '县级', None, '改扩建', '2027', 12.5, '保留', '增补清单'), found[-1]

    book = scene.folder / 'list.xlsx'
    make_workbook(book)
    import_file(scene, windows, book, 'xlsx')
    found = wait_rows(package, 'one more of the workbook', lambda r: len(r) == len(before) + 3)
    assert found[-2] == ('水利', '城南水厂', '县级', None, '改扩建', '2027', 20.0, '更新', '示意上图'), found[-2]
    assert found[-1] == ('能源', '光伏电站', None, None, None, None, 1.0, '新增', '精准落位'), found[-1]

    windows.desktop.keys('ctrl+z')
    wait_rows(package, 'the text alone', lambda r: len(r) == len(before) + 2 and r[-1][6] == 12.5)
    windows.desktop.keys('ctrl+z')
    wait_rows(package, 'neither', lambda r: r == before)
    windows.desktop.keys('ctrl+shift+z')
    wait_rows(package, 'the text again', lambda r: len(r) == len(before) + 2)


def check_list(scene, windows, package):
    """Searched, changed, removed all at once, and brought back."""
    every = rows(package)
    windows.desktop.keys('ctrl+f')
    windows.desktop.type('Ring')
    windows.program.idle()
    windows.desktop.keys('Tab', 'Tab')
    scene.picture(windows.desktop, 'found')
    windows.desktop.keys('ctrl+f', 'Escape')  # the search is over, the window stays
    windows.program.idle()
    assert windows.open[-1] in windows.program.windows()
    windows.desktop.keys('Tab', 'Tab', 'Down', 'ctrl+a', 'Delete')
    wait_rows(package, 'none', lambda r: not r)
    scene.picture(windows.desktop, 'empty')
    windows.desktop.keys('ctrl+z')
    wait_rows(package, 'all', lambda r: r == every)


def check_names(program, title):
    """Everything that can be pressed or typed into is named for a screen reader."""
    screen = Screen(program.desktop)
    frame = wait_for('“%s” for a screen reader' % title,
                     lambda: next((f for f in screen.program().children() if f.name == title), None))
    # what an AdwComboRow shows is a list of one row, whose text is the name
    without = [control for control in nameless(frame) if not control.startswith('list item')]
    assert not without, 'in “%s” there is no name for %s' % (title, without)


def check(scene):
    package = scene.package()
    for language, dark in (('zh_CN.UTF-8', False), ('C.UTF-8', True)):
        with scene.editor(package, 1280, 720, locale=language, dark=dark, with_accessibility=dark) as program:
            windows = Windows(program)
            windows.wait_new('ctrl+shift+p')
            scene.picture(program.desktop, 'list-' + language[:2])
            if dark:
                check_names(program, 'Key Projects')
                windows.wait_new('ctrl+n')
                scene.picture(program.desktop, 'form')
                check_names(program, 'New Key Project')
                program.desktop.keys('Escape')
                windows.wait_closed()
            else:
                add_by_form(windows, package, 'Ring Road')
                check_imports(scene, windows, package)
                check_list(scene, windows, package)
            program.desktop.keys('Escape')
            windows.wait_closed()
            package.check_sound()


if __name__ == '__main__':
    main(check)
