# SPDX-License-Identifier: GPL-3.0-or-later
"""What a planner's hand does, in the words of a planner: with the pointer on the map, or with the keys alone."""

# The keys of the map, as they stand in the shortcuts window.
TOOLS = {
    'select': ('v', 'SxSelectTool'),
    'pan': ('h', 'SxPanTool'),
    'polygon': ('p', 'SxPolygonTool'),
    'rectangle': ('r', 'SxRectangleTool'),
    'parcels': ('k', 'SxParcelTool'),
    'move': ('m', 'SxMoveTool'),
    'road': ('d', 'SxRoadTool'),
}
LINES = {'farmland': '1', 'redline': '2', 'boundary': '3'}
DIRECTIONS = {'in': 'i', 'out': 'o'}


def choose_tool(program, name):
    key, type_name = TOOLS[name]
    program.desktop.keys(key)
    return program.wait('tool %s' % name, lambda s: s['map']['tool'] == type_name, 5)


def choose_target(program, line, direction):
    program.desktop.keys(LINES[line], DIRECTIONS[direction])
    return program.wait('target %s %s' % (line, direction), lambda s: (s['line'], s['direction']) == (line, direction), 5)


def click_corners(program, fractions):
    """One click at each place of the map."""
    for x, y in program.on_map(fractions):
        program.desktop.hand('mousemove', round(x), round(y), 'sleep', '0.03', 'click', 1, 'sleep', '0.03')


def draw_polygon(program, fractions):
    """With the polygon tool, ended by Enter. The state once it is in the package."""
    before = program.state()['adjustments']
    click_corners(program, fractions)
    program.desktop.keys('Return')
    return program.wait('new adjustment', lambda s: s['adjustments'] == before + 1 and not s['preview'])


def draw_by_keys(program, steps):
    """With the arrow keys: from where the crosshair begins, so many steps right and down to each corner; the space bar sets it."""
    chain = []
    for right, down in steps:
        chain += ['Right' if right > 0 else 'Left'] * abs(right) + ['Down' if down > 0 else 'Up'] * abs(down) + ['space']
    program.desktop.keys(*chain, 'Return')


def start_drawing_rectangles(program, chance, times=200):
    """Rectangles without pause, here and there, in a process of its own that is returned."""
    chain = []
    for _ in range(times):
        x, y = chance.uniform(0.15, 0.75), chance.uniform(0.2, 0.75)
        (x0, y0), (x1, y1) = program.on_map([(x, y), (x + chance.uniform(0.02, 0.1), y + chance.uniform(0.02, 0.1))])
        chain += ['mousemove', round(x0), round(y0), 'mousedown', '1', 'mousemove', round((x0 + x1) / 2), round((y0 + y1) / 2),
                  'mousemove', round(x1), round(y1), 'mouseup', '1', 'sleep', '0.02']
    return program.desktop.start('xdotool', *chain)
