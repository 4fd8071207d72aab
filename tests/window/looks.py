#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window at small and large sizes, light and dark, in both languages: nothing that is seen lies outside of it, and pictures
to look at are left behind."""
import multiprocessing

from accessible import Screen
from desktop import CHINESE
from scene import main

LOOKS = [
    ('small-en', (1280, 720), {}),
    ('small-zh-dark', (1280, 720), {'locale': CHINESE, 'dark': True}),
    ('large-zh', (1920, 1080), {'locale': CHINESE}),
    ('letters-en', (1280, 720), {'text_scale': 1.5, 'high_contrast': True}),
    ('double-zh', (2560, 1440), {'locale': CHINESE, 'scale': 2}),
]


TARGETS = ('The next plot comes in', 'The next plot goes out')  # of the bar above the map


def outside(window):
    """What is seen and does not lie within the window, but for what scrolls."""
    _, _, width, height = window.place
    for element in window.walk():
        if element.role in ('push button', 'toggle button', 'radio button', 'entry') and element.is_seen:
            x, y, w, h = element.place
            if x < 0 or x + w > width:
                yield '%r at %s' % (element, element.place)


def beyond_map(program, window):
    """Controls above the map that reach beyond it, where the panel begins, or that have others upon them."""
    box = program.state()['map']
    shadow = (program.geometry()[2] - window.place[2]) / 2
    right = box['x'] - shadow + box['width']
    bar = [element for element in window.walk() if element.role == 'toggle button' and element.is_seen and element.name in TARGETS]
    for i, element in enumerate(bar):
        x, y, w, h = element.place
        if x + w > right:
            yield '%r at %s beyond %g' % (element, element.place, right)
        for other in bar[:i]:
            a, b, c, d = other.place
            is_inner = a <= x and b <= y and x + w <= a + c and y + h <= b + d
            if not is_inner and min(x + w, a + c) > max(x, a) and min(y + h, b + d) > max(y, b):
                yield '%r at %s upon %r at %s' % (element, element.place, other, other.place)


def lightness(scene, program, label):
    """Of the side bar's ground, 0 to 1."""
    return float(program.desktop.run('convert', scene.picture(program.desktop, label), '-crop', '60x200+20+400', '-colorspace', 'gray',
                                     '-format', '%[fx:mean]', 'info:'))


def check_look(scene, label, size, features):
    with scene.editor(scene.package(), *size, with_accessibility=True, **features) as program:
        if 'scale' not in features:
            width, height = program.geometry()[2:]
            assert (width, height) == size, '%s: the window is %d × %d on a screen of %s' % (label, width, height, size)
        faults = list(outside(Screen(program.desktop).find_window()))
        assert not faults, '%s: outside the window: %s' % (label, '; '.join(faults))
        faults = list(beyond_map(program, Screen(program.desktop).find_window()))
        assert not faults, '%s: %s' % (label, '; '.join(faults))
        light = lightness(scene, program, label)
        assert (light < 0.4) == features.get('dark', False), '%s: the ground is %.2f light' % (label, light)
        scene.check_painted(program, label)


def check(scene):
    # A process each, as a process knows the accessible elements of one desktop only.
    processes = multiprocessing.get_context('fork')
    for look in LOOKS:
        process = processes.Process(target=check_look, args=(scene, *look))
        process.start()
        process.join()
        assert process.exitcode == 0, 'the look %s is not as it should be' % look[0]


if __name__ == '__main__':
    main(check)
