/* Writes ../plotly.min.js, ../plotly.css, ../LICENSE and ../THIRD-PARTY.txt. Run `npm install && npm run build`. */

import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.dirname(here);
const plotly = path.join(here, 'node_modules', 'plotly.js');

const STAND_INS = {
    culori: 'colours.mjs',
    'country-iso-search': 'country-names.cjs',
    'd3-geo-projection': 'projections.cjs',
    polybooljs: 'polygons.cjs',
};

const standIns = {
    name: 'stand-ins',
    setup(plugin) {
        plugin.onResolve({ filter: /^(culori|country-iso-search|d3-geo-projection|polybooljs)$/ }, ({ path: name }) => ({
            path: path.join(here, STAND_INS[name]),
        }));
    },
};

const result = await build({
    absWorkingDir: here,
    entryPoints: ['entry.cjs'],
    outfile: path.join(target, 'plotly.min.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'Plotly',
    target: 'es2020',
    legalComments: 'none',
    banner: { js: '/* plotly.js 4.1.1, MIT, a selection of its traces: see README.md beside this file */' },
    define: { global: 'window', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
    // A map module that only tile maps use pulls in a style sheet of its own; none of it applies here.
    loader: { '.css': 'empty' },
    plugins: [standIns],
    metafile: true,
});

copyFileSync(path.join(plotly, 'dist', 'plotly.css'), path.join(target, 'plotly.css'));
copyFileSync(path.join(plotly, 'LICENSE'), path.join(target, 'LICENSE'));
writeFileSync(path.join(target, 'THIRD-PARTY.txt'), thirdPartyLicences(Object.keys(result.metafile.inputs)));

/* The licence of every package that has code in the bundle, in the order of their names. */
function thirdPartyLicences(inputs) {
    const folders = new Set(inputs.map((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]));
    folders.delete(undefined);
    return [...folders].sort().map(licence).join('\n\n');
}

function licence(folder) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(here, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file && existsSync(path.join(here, folder, file)) ? readFileSync(path.join(here, folder, file), 'utf8') : '';
    return `==== ${name} ${version} (${license}) ====\n\n${text.trim()}`;
}
