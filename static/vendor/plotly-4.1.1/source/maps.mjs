/* Writes ../world_110m.json and ../theatre_50m.json: the map layers we draw, simplified, from plotly.js's own maps. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { feature } from 'topojson-client';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.dirname(here);

/* West, south, east, north, in degrees. Arcs outside are kept, but coarsely. */
const WORLD = [-180, -60, 180, 84];
const THEATRE = [5, 8, 66, 47];

function readMaps() {
    const file = path.join(here, 'node_modules', 'plotly.js', 'dist', 'plotly-geo-assets.js');
    const context = { window: {}, self: {} };
    vm.runInNewContext(readFileSync(file, 'utf8'), context);
    return (context.window.Plotly ?? context.self.moduleName).topojson;
}

/* Arcs as degrees: undoes the delta coding of TopoJSON. */
function decodeArcs({ arcs, transform }) {
    const { scale: [kx, ky], translate: [dx, dy] } = transform;
    return arcs.map((arc) => {
        let x = 0;
        let y = 0;
        return arc.map(([ddx, ddy]) => [(x += ddx) * kx + dx, (y += ddy) * ky + dy]);
    });
}

function distanceToSegment([px, py], [ax, ay], [bx, by]) {
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    const t = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
    return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/* Douglas–Peucker. A closed arc is cut at its farthest point first, so that an island stays an island. */
function simplify(points, tolerance) {
    if (points.length < 3) return points;
    const [first, last] = [points[0], points.at(-1)];
    let far = 0;
    let farthest = -1;
    for (let i = 1; i < points.length - 1; i += 1) {
        const distance = distanceToSegment(points[i], first, last);
        if (distance > farthest) [far, farthest] = [i, distance];
    }
    const closed = first[0] === last[0] && first[1] === last[1];
    if (farthest <= tolerance && !closed) return [first, last];
    return [...simplify(points.slice(0, far + 1), tolerance).slice(0, -1), ...simplify(points.slice(far), tolerance)];
}

function touches(points, [west, south, east, north]) {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    return Math.max(...xs) >= west && Math.min(...xs) <= east && Math.max(...ys) >= south && Math.min(...ys) <= north;
}

const arcNumber = (index) => (index < 0 ? ~index : index);

function polygonsOf(geometry) {
    if (geometry.type === 'Polygon') return [geometry.arcs];
    return geometry.type === 'MultiPolygon' ? geometry.arcs : [];
}

/* All polygons of one country under one id; the source lists some countries twice. `ct`, where plotly puts a country's
   hover label, is that of its first part. */
function countries(topology, keep) {
    const byId = new Map();
    for (const geometry of topology.objects.countries.geometries) {
        const { id, properties: { ct } } = geometry;
        const known = byId.get(id) ?? { type: 'MultiPolygon', id, properties: { ct }, arcs: [] };
        known.arcs.push(...polygonsOf(geometry).filter(keep));
        byId.set(id, known);
    }
    return [...byId.values()].filter(({ arcs }) => arcs.length);
}

function lines(topology, layer, keep) {
    const arcs = topology.objects[layer].geometries.flatMap((geometry) => {
        if (geometry.type === 'LineString') return [geometry.arcs];
        return geometry.arcs;
    });
    return { type: 'MultiLineString', arcs: arcs.filter(keep) };
}

/* A topology with only the arcs that its geometries use, delta coded on a grid of `step` degrees. */
function encode(geometriesByLayer, points, step) {
    const numbers = new Map();
    const renumber = (index) => {
        const old = arcNumber(index);
        if (!numbers.has(old)) numbers.set(old, numbers.size);
        return index < 0 ? ~numbers.get(old) : numbers.get(old);
    };
    const walk = (arcs) => arcs.map((item) => (Array.isArray(item) ? walk(item) : renumber(item)));
    const objects = Object.fromEntries(
        Object.entries(geometriesByLayer).map(([layer, geometries]) => [
            layer,
            {
                type: 'GeometryCollection',
                geometries: geometries.map((geometry) => ({ ...geometry, arcs: walk(geometry.arcs) })),
            },
        ]),
    );
    const arcs = [...numbers.keys()].map((old) => {
        const grid = points[old].map(([x, y]) => [Math.round(x / step), Math.round(y / step)]);
        const apart = grid.filter(([x, y], i) => i === 0 || x !== grid[i - 1][0] || y !== grid[i - 1][1]);
        const kept = apart.length > 1 ? apart : [grid[0], grid[0]];
        return kept.map(([x, y], i) => (i === 0 ? [x, y] : [x - kept[i - 1][0], y - kept[i - 1][1]]));
    });
    return { type: 'Topology', transform: { scale: [step, step], translate: [0, 0] }, objects, arcs };
}

function buildMap(topology, { box, tolerance, step, rivers, without = [] }) {
    const source = decodeArcs(topology);
    const inBox = source.map((points) => touches(points, box));
    const points = source.map((arc, i) => simplify(arc, inBox[i] ? tolerance : 1));
    // Fewer than four distinct corners on the grid would be a sliver, which a spherical map may fill inside out.
    const corners = (ring) =>
        new Set(ring.flatMap((i) => points[arcNumber(i)].map(([x, y]) => `${Math.round(x / step)},${Math.round(y / step)}`)));
    const near = (arcs) => arcs.some((index) => inBox[arcNumber(index)]);
    const keep = (polygon) => near(polygon[0]) && corners(polygon[0]).size > 3;
    const shapes = countries(topology, keep).filter(({ id }) => !without.includes(id));
    const layers = {
        countries: shapes,
        land: [{ type: 'MultiPolygon', arcs: shapes.flatMap(({ arcs }) => arcs) }],
        coastlines: [lines(topology, 'coastlines', near)],
    };
    if (rivers) layers.rivers = [lines(topology, 'rivers', near)];
    return encode(layers, points, step);
}

function write(name, map) {
    const empty = feature(map, map.objects.countries).features.filter(({ geometry }) => !geometry.coordinates.length);
    if (empty.length) throw new Error(`${name}: no shape left for ${empty.map(({ id }) => id)}`);
    writeFileSync(path.join(target, name), JSON.stringify(map));
    console.log(name, map.objects.countries.geometries.length, 'countries', map.arcs.length, 'arcs');
}

const maps = readMaps();
write('world_110m.json', buildMap(maps.world_110m, { box: WORLD, tolerance: 0.06, step: 0.02, without: ['ATA'] }));
write('theatre_50m.json', buildMap(maps.world_50m, { box: THEATRE, tolerance: 0.02, step: 0.01, rivers: true }));
