#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pointer finds on the map and beside it: layers shown and hidden, the card of what lies under it, the context menu, and the
divider between before and after."""
import contextlib
import re

import hand
from accessible import Screen
from desktop import wait_for
from scene import main

CLASS = re.compile(r'\d{2,4} \S')  # of land use, as “0101 水田”
CORNERS = [(0.42, 0.42), (0.52, 0.42), (0.54, 0.56), (0.44, 0.58)]


def strip(program, scene, label, left, right):
    """Colours of the map between two places, as the screen shows it."""
    state = program.idle()
    picture = scene.picture(program.desktop, label)
    (x0, y0), (x1, y1) = program.on_map([(left, 0.3), (right, 0.8)], state)
    part = '%dx%d+%d+%d' % (x1 - x0, y1 - y0, x0, y0)
    return program.desktop.run('convert', picture, '-crop', part, '+repage', '-format', '%#', 'info:'), picture


def check_layers(scene, program, screen):
    """The box of the base data shows all of it (some is hidden at first), hides it, and shows it again as it was."""
    program.desktop.wheel(120, 140, -40)  # the group is at the end of the list
    program.desktop.move(*program.on_map([(0.05, 0.95)])[0])
    some, _ = strip(program, scene, 'layers', 0.3, 0.7)
    screen.click(program, 'Show Base data', 'check box')
    wait_for('all base data', lambda: strip(program, scene, 'layers', 0.3, 0.7)[0] != some)
    shown, _ = strip(program, scene, 'layers', 0.3, 0.7)
    screen.click(program, 'Show Base data', 'check box')
    wait_for('hidden base data', lambda: strip(program, scene, 'layers-hidden', 0.3, 0.7)[0] not in (some, shown))
    screen.click(program, 'Show Base data', 'check box')
    wait_for('base data as before', lambda: strip(program, scene, 'layers', 0.3, 0.7)[0] == shown)


def check_names(scene, program, screen):
    """Townships are named, and villages where one looks nearer; the box above the layers takes all names away."""
    far = program.wait('names of townships', lambda s: s['map']['names_shown'] > 0)['map']
    (x, y), = program.on_map([(0.5, 0.5)])
    program.desktop.wheel(x, y, 6)
    check_names_whole(program)
    near = program.idle()['map']
    assert near['names_shown'] > 0, near
    shown, _ = strip(program, scene, 'named', 0.3, 0.7)
    screen.click(program, 'Names on the Map', 'check box')
    program.wait('map without names', lambda s: not s['map']['names_visible'] and s['map']['names_shown'] == 0)
    wait_for('picture without names', lambda: strip(program, scene, 'nameless', 0.3, 0.7)[0] != shown)
    screen.click(program, 'Names on the Map', 'check box')
    program.wait('names', lambda s: s['map']['names_shown'] == near['names_shown'])
    program.desktop.wheel(x, y, -6)
    program.wait('all of the county', lambda s: s['map']['metres_per_pixel'] > far['metres_per_pixel'] * 0.9)


def check_names_whole(program):
    """Wherever the map rests, no name in it is cut by an edge."""
    shown = []
    for start, end in (((0.5, 0.5), (0.4, 0.5)), ((0.5, 0.5), (0.5, 0.4)), ((0.4, 0.4), (0.5, 0.5))):
        program.desktop.drag(*program.on_map([start, end]), button=2)
        state = program.idle()['map']
        assert state['names_cut'] == 0, '%d of %d names are cut' % (state['names_cut'], state['names_shown'])
        shown.append(state['names_shown'])
    assert min(shown) > 0, shown


def check_card(scene, program, screen):
    """A pointer that rests on a parcel is told what it is; one that has gone is not."""
    hand.choose_tool(program, 'select')
    before = set(screen.texts())
    (x, y), = program.on_map([(0.5, 0.45)])
    program.desktop.move(x, y)
    program.desktop.move(x + 1, y)

    def card():
        return sorted(set(screen.texts()) - before)

    told = wait_for('card of a parcel', lambda: card() if any(CLASS.match(text) for text in card()) else None)
    scene.picture(program.desktop, 'card')
    assert any('ha' in text for text in told), told
    program.desktop.move(*program.on_map([(0.02, 0.98)])[0])
    wait_for('no card', lambda: not any(CLASS.match(text) for text in card()))


def menu_items(screen):
    return [element for element in screen.program().walk() if element.role == 'menu item' and element.is_seen]


def open_menu(program, screen, x, y):
    """With the right button; again, where a menu that was just closing took the first press for itself."""
    for _ in range(3):
        program.desktop.click(x, y, button=3)
        with contextlib.suppress(AssertionError):
            return wait_for('menu', lambda: menu_items(screen), 7)
    raise AssertionError('the right button opens no menu')


def check_menu(scene, program, screen):
    """While a polygon is drawn, the right button offers what can be done with it; chosen, it is done."""
    program.desktop.click(*program.on_map([(0.04, 0.96)])[0])  # from the list to the map
    hand.choose_target(program, 'boundary', 'in')
    hand.choose_tool(program, 'polygon')
    before = program.idle()
    hand.click_corners(program, CORNERS)
    drawn = program.wait('preview', lambda s: s['preview'])
    (x, y), = program.on_map([(0.48, 0.5)])
    items = open_menu(program, screen, x, y)
    scene.picture(program.desktop, 'menu')
    assert len(items) >= 2 and items[0].place[2] > 40, items
    assert program.state()['adjustments'] == drawn['adjustments']
    program.desktop.keys('Escape')  # the menu, not the polygon
    wait_for('closed menu', lambda: not menu_items(screen))
    assert program.idle()['preview'], 'Escape in the menu took the polygon'
    open_menu(program, screen, x, y)
    program.desktop.click(x + 40, y + 22)  # its first item, right under the pointer: to finish
    program.wait('finished polygon', lambda s: s['adjustments'] == before['adjustments'] + 1 and not s['preview'])


def check_question(program):
    """Who is asked about a road and wants none of it after all gets back with Escape, while the pointer stays where it is."""
    before = program.idle()
    hand.choose_tool(program, 'road')
    hand.click_corners(program, [(0.4, 0.7), (0.5, 0.74), (0.6, 0.7)])
    program.desktop.keys('Return')
    program.wait('road to be asked about', lambda s: s['preview'])
    for _ in range(3):
        program.desktop.keys('Escape')
        program.idle()
    after = program.wait('no tool that draws', lambda s: s['map']['tool'] == 'SxSelectTool')
    assert after['roads'] == before['roads'] and not after['preview']


def divider(screen):
    return screen.find('Divider between before and after', 'slider')


def check_divider(scene, program, screen):
    """Dragged, it shows less of before and more of after, and the map stays where it is."""
    hand.choose_tool(program, 'select')
    screen.click(program, 'Before and After')
    program.wait('divider', lambda s: s['map']['compare'] == 1)
    before = program.idle()
    (start, end) = program.on_map([(0.5, 0.7), (0.25, 0.7)], before)
    program.desktop.drag(start, end)
    after = program.idle()
    assert {**after['map'], 'names_shown': 0} == {**before['map'], 'names_shown': 0}, 'the map moved with the divider'
    assert after['map']['names_shown'] >= before['map']['names_shown'], 'plots are named where they are not shown'
    picture = scene.picture(program.desktop, 'divider')
    column = '1x40+%d+%d' % (round(end[0]), round(end[1]) + 60)
    shade = float(program.desktop.run('convert', picture, '-crop', column, '-colorspace', 'gray', '-format', '%[fx:mean]', 'info:'))
    assert shade > 0.9, 'at the place it was dragged to there is no divider (%g); see %s' % (shade, picture)
    program.desktop.drag(program.on_map([(0.6, 0.7)], after)[0], program.on_map([(0.66, 0.7)], after)[0], button=2)
    moved = program.wait('panned map', lambda s: s['map']['x0'] != after['map']['x0'])
    assert moved['map']['compare'] == 1
    screen.click(program, 'Before and After')
    program.wait('no divider', lambda s: s['map']['compare'] == 0)


def check_blink(scene, program, screen):
    """The key shows before and after in turns, each with its name, until it is pressed again."""
    names = ['Before maintenance', 'After maintenance']
    hand.choose_tool(program, 'select')
    program.desktop.keys('ctrl+shift+b')
    program.wait('turns', lambda s: s['map']['compare'] == 3)
    for name in names + names:
        screen.find(name, 'label', timeout=30)
    scene.picture(program.desktop, 'blink')
    program.desktop.keys('ctrl+shift+b')
    program.wait('no turns', lambda s: s['map']['compare'] == 0)
    wait_for('no name of a turn', lambda: not set(names) & set(screen.texts()))


def check(scene):
    package = scene.package(500)
    with scene.editor(package, with_accessibility=True) as program:
        screen = Screen(program.desktop)
        check_layers(scene, program, screen)
        check_names(scene, program, screen)
        check_card(scene, program, screen)
        check_menu(scene, program, screen)
        check_question(program)
        check_divider(scene, program, screen)
        check_blink(scene, program, screen)
        package.check_agrees(program.idle())


if __name__ == '__main__':
    main(check)
