# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of tiles on this machine, which notes what it is asked for: squares of two colours, as on a chessboard."""
import contextlib
import http.server
import math
import re
import struct
import threading
import urllib.parse
import zlib

COLOURS = ((200, 30, 30), (30, 30, 200))
KEY = 'c0ffee0123456789c0ffee0123456789'
XYZ = re.compile(r'/xyz/(\d+)/(\d+)/(\d+)\.png$')
MERCATOR_RADIUS = 6378137.0


def png(colour, size=256):
    """One colour as a picture."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack('>I', len(data)) + body + struct.pack('>I', zlib.crc32(body))
    row = b'\0' + bytes(colour) * size
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(row * size))
            + chunk(b'IEND', b''))


PICTURES = tuple(png(colour) for colour in COLOURS)


def capabilities(address):
    """Degrees of CGCS2000 in tiles as 天地图's, to zoom 16."""
    matrices = ''.join(
        '<TileMatrix><ows:Identifier>%d</ows:Identifier><ScaleDenominator>%.17g</ScaleDenominator><TopLeftCorner>90 -180</TopLeftCorner>'
        '<TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>%d</MatrixWidth><MatrixHeight>%d</MatrixHeight></TileMatrix>'
        % (z, 0.703125 / 2 ** (z - 1) * 111319.49079327358 / 0.00028, 2 ** z, 2 ** (z - 1)) for z in range(1, 17))
    return ('<?xml version="1.0"?><Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"><ows:ServiceProvider><ows:ProviderName>County Survey</ows:ProviderName>'
            '</ows:ServiceProvider><ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="%s/wmts?"/>'
            '</ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata><Contents><Layer><ows:Title>Orthophoto</ows:Title>'
            '<ows:Identifier>ortho</ows:Identifier><Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>'
            '<Format>image/png</Format><TileMatrixSetLink><TileMatrixSet>c</TileMatrixSet></TileMatrixSetLink></Layer><TileMatrixSet>'
            '<ows:Identifier>c</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4490</ows:SupportedCRS>%s</TileMatrixSet></Contents>'
            '</Capabilities>' % (address, matrices)).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def send(self, status, body, kind):
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self):
        self.server.note(self.path)
        self.send(403, b'', 'text/plain')

    def do_GET(self):
        self.server.note(self.path)
        parts = urllib.parse.urlsplit(self.path)
        query = {name.lower(): value for name, value in urllib.parse.parse_qsl(parts.query)}
        tile = XYZ.match(parts.path)
        if self.server.is_strict and query.get('tk') != KEY:
            self.send(403, b'{"msg": "no key"}', 'application/json')
        elif tile and int(tile.group(1)) > self.server.last_zoom:
            self.send(404, b'', 'text/plain')
        elif tile:
            self.send(200, PICTURES[(int(tile.group(2)) + int(tile.group(3))) % 2], 'image/png')
        elif query.get('request') == 'GetCapabilities':
            self.send(200, capabilities(self.server.address), 'text/xml')
        elif query.get('request') == 'GetTile':
            self.send(200, PICTURES[(int(query['tilecol']) + int(query['tilerow'])) % 2], 'image/png')
        else:
            self.send(404, b'', 'text/plain')


class Server(http.server.ThreadingHTTPServer):
    """On the loopback, while it is open."""
    daemon_threads = True

    def __init__(self, is_strict=False, last_zoom=24):
        super().__init__(('127.0.0.1', 0), Handler)
        self.is_strict, self.last_zoom = is_strict, last_zoom
        self.address = 'http://127.0.0.1:%d' % self.server_address[1]
        self._asked, self._lock = [], threading.Lock()

    def handle_error(self, request, client_address):
        """A client that goes while it is answered is none."""

    def note(self, path):
        with self._lock:
            self._asked.append(path)

    def asked(self):
        with self._lock:
            return list(self._asked)

    def tiles(self):
        """(zoom, x, y) of all that were asked for by address."""
        return [tuple(int(part) for part in match.groups()) for match in
                (XYZ.match(urllib.parse.urlsplit(path).path) for path in self.asked()) if match]


@contextlib.contextmanager
def serving(**features):
    with Server(**features) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def mercator_tile(longitude, latitude, zoom):
    """Fractions of tiles of the web, from the north-west."""
    y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return (longitude / 360 + 0.5) * 2 ** zoom, y * 2 ** zoom


def degrees_tile(longitude, latitude, zoom):
    size = 256 * 0.703125 / 2 ** (zoom - 1)
    return (longitude + 180) / size, (90 - latitude) / size
