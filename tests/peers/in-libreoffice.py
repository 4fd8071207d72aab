#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""in-libreoffice.py CLI [FOLDER]: the workbook and the report as LibreOffice opens them. Of the workbook it computes every formula
itself, as the values that came with them are taken out first; both are printed, and the pages are read. FOLDER keeps them."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from peer import SCHEME, finish, hand_in, run, skip

try:
    import openpyxl
except ImportError:
    skip('openpyxl is not installed')
import tables  # the scenario that reads the same workbook by itself

FORMULA = re.compile(rb'(<f>[^<]*</f>)<v>[^<]*</v>')
CALC = pathlib.Path('/usr/lib/libreoffice/program/libsclo.so')


def office(folder, kind, *files):
    """The files converted by LibreOffice with a profile of its own."""
    done = subprocess.run(['soffice', '-env:UserInstallation=' + (folder / 'profile').as_uri(), '--headless', '--convert-to', kind,
                           '--outdir', str(folder / kind), *map(str, files)], capture_output=True, text=True, timeout=240)
    made = [folder / kind / (file.stem + '.' + kind) for file in files]
    if done.returncode or not all(file.exists() for file in made):
        sys.exit('soffice: %s' % (done.stdout + done.stderr))
    return made


def without_values(book, bare):
    """A copy whose formulas have no values yet."""
    n = 0
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(bare, 'w', zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data, found = FORMULA.subn(rb'\1', source.read(name)) if name.startswith('xl/worksheets/') else (source.read(name), 0)
            n += found
            target.writestr(name, data)
    return n


def pages(pdf):
    return re.sub(r'\s', '', subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True).stdout)


def check_book(cli, folder, package, book):
    bare = folder / 'bare.xlsx'
    n = without_values(book, bare)
    if n < 30:
        yield 'only %d formulas' % n
    (computed,) = office(folder, 'xlsx', bare)
    formulas, ours, values = openpyxl.load_workbook(book), openpyxl.load_workbook(book, data_only=True), openpyxl.load_workbook(computed, data_only=True)
    if values.sheetnames != tables.SHEETS:
        yield 'sheets: %s' % values.sheetnames
        return
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                found = values[sheet.title][cell.coordinate].value
                if isinstance(found, str) and (found.startswith('#') or found.startswith('Err:')):
                    yield '%s %s: %s' % (sheet.title, cell.coordinate, found)
                elif isinstance(cell.value, (int, float)) and not (isinstance(found, (int, float)) and abs(found - cell.value) <= 1e-9 * max(1, abs(cell.value))):
                    yield '%s %s: %r, LibreOffice has %r' % (sheet.title, cell.coordinate, cell.value, found)
                elif isinstance(cell.value, str) and found != cell.value:
                    yield '%s %s: %r became %r' % (sheet.title, cell.coordinate, cell.value, found)
    yield from tables.check_formulas(formulas, values)
    rows = json.loads(run(cli, 'evaluate', package, '--scheme', SCHEME, '--format', 'json')[1])['indicators']
    yield from tables.check_effects(values, {row['id']: row for row in rows})


def check_printed_book(pdf):
    text = pages(pdf)
    for title in tables.SHEETS[:-1]:
        if title not in text:
            yield 'the printed workbook has no %s' % title


def headings(report):
    content = zipfile.ZipFile(report).read('content.xml').decode('utf-8')
    for heading in re.findall(r'<text:h [^>]*>(.*?)</text:h>', content, re.S):
        yield re.sub(r'<[^>]*>|\s', '', heading)


def check_printed_report(cli, package, report, pdf):
    text, n = pages(pdf), 0
    for heading in headings(report):
        n += 1
        if heading not in text:
            yield 'the printed report has no heading %s' % heading
    if n < 12:
        yield 'only %d headings' % n
    for row in json.loads(run(cli, 'evaluate', package, '--scheme', SCHEME, '--format', 'json')[1])['indicators']:
        if row['id'] in ('farmland_area', 'boundary_area', 'redline_area'):
            factor = 1 if row['unit'] != 'km²' else 100  # the report speaks of hectares
            known = ['%.*f' % (digits, value * factor) for value in (row['before'], row['after']) for digits in (2, 4)]
            if not any(number in text for number in known):
                yield 'the printed report does not tell %s: none of %s' % (row['id'], known)


def main():
    cli = sys.argv[1]
    if not shutil.which('soffice') or not CALC.exists():
        skip('libreoffice-calc is not installed')
    if not shutil.which('pdftotext'):
        skip('poppler-utils is not installed')
    faults = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else temporary).resolve()
        folder.mkdir(exist_ok=True)
        package, files = hand_in(cli, folder, 'tables,report')
        book, report = (next(file for file in files if file.suffix == suffix) for suffix in ('.xlsx', '.odt'))
        faults += check_book(cli, folder, package, book)
        printed = office(folder, 'pdf', book, report)
        faults += check_printed_book(printed[0])
        faults += check_printed_report(cli, package, report, printed[1])
    return finish(faults, 'the workbook and the report are in LibreOffice what they are here')


if __name__ == '__main__':
    sys.exit(main())
