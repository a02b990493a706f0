'use strict';
/* The parts of plotly.js that the ledger draws with, and nothing else. */

const api = require('plotly.js/src/plot_api');
const Registry = require('plotly.js/src/registry');

for (const [name, fn] of Object.entries(api)) Registry.register({ moduleType: 'apiMethod', name, fn });

// plotly.js expects scatter before every component, since components extend the attributes of known traces.
Registry.register(require('plotly.js/src/traces/scatter'));
Registry.register([
    require('plotly.js/src/components/annotations'),
    require('plotly.js/src/components/shapes'),
    require('plotly.js/src/components/errorbars'),
    require('plotly.js/src/components/colorscale'),
    require('plotly.js/src/components/colorbar'),
    require('plotly.js/src/components/legend'),
    require('plotly.js/src/components/fx'),
    require('plotly.js/src/components/modebar'),
]);
Registry.register([require('plotly.js/src/locale-en'), require('plotly.js/src/locale-en-us')]);
Registry.register([
    require('plotly.js/lib/bar'),
    require('plotly.js/lib/heatmap'),
    require('plotly.js/lib/scattergeo'),
    require('plotly.js/lib/choropleth'),
]);

module.exports = {
    version: require('plotly.js/src/version').version,
    newPlot: api.newPlot,
    react: api.react,
    purge: api.purge,
};
