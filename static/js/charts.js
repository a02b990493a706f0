/*
 * Draws each [data-chart] when it comes near the view, the others once there is time after it: loads plotly once, gives it the page's own colours and type,
 * and follows the page into dark mode. Points that carry an address are links. Without this file, or when plotly
 * cannot be loaded, the words and the table of a chart say the same.
 */

const NEAR = '300px';
const NARROW = 500; // pixels of canvas below which a map shows fewer names
const DRAWN = '[data-chart][data-drawn="true"]';

const darkMode = matchMedia('(prefers-color-scheme: dark)');
const noHover = matchMedia('(hover: none)');
const loads = new Map();

/* One request an address, whatever the number of charts; a failed one may be tried again. */
function once(url, load) {
    if (!loads.has(url)) {
        loads.set(
            url,
            load(url).catch((error) => {
                loads.delete(url);
                throw error;
            }),
        );
    }
    return loads.get(url);
}

function element(tag, attributes) {
    return new Promise((resolve, reject) => {
        const node = Object.assign(document.createElement(tag), attributes);
        node.addEventListener('load', resolve);
        node.addEventListener('error', () => {
            node.remove();
            reject(new Error(`could not load ${attributes.src ?? attributes.href}`));
        });
        document.head.append(node);
    });
}

const loadScript = (src) => element('script', { src });
const loadStylesheet = (href) => element('link', { rel: 'stylesheet', href });

async function loadMap(url, name) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`could not load ${url}: ${response.status}`);
    // plotly knows geometry by resolution only, so the theatre is what it takes for the world at 50 m.
    window.PlotlyGeoAssets ??= { topojson: {} };
    window.PlotlyGeoAssets.topojson[`world_${name.split('_').pop()}`] = await response.json();
}

function loadAll({ library, stylesheet, map, mapUrl }) {
    const parts = [once(library, loadScript), once(stylesheet, loadStylesheet)];
    if (map) parts.push(once(mapUrl, (url) => loadMap(url, map)));
    return Promise.all(parts);
}

/* The colours of the page at this moment, as the rgb() that plotly reads whatever notation the style sheet uses. */
function colourReader(canvas) {
    const probe = document.createElement('span');
    const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const context = pixel.getContext('2d', { willReadFrequently: true });
    const known = new Map();
    probe.hidden = true;
    canvas.append(probe);

    const read = (value) => {
        probe.style.color = value;
        const colour = getComputedStyle(probe).color;
        if (colour.startsWith('rgb')) return colour;
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
        return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
    };
    return {
        colour(value) {
            if (!known.has(value)) known.set(value, read(value));
            return known.get(value);
        },
        close: () => probe.remove(),
    };
}

function withColours(value, reader) {
    if (typeof value === 'string') return value.startsWith('var(--') ? reader.colour(value) : value;
    if (Array.isArray(value)) return value.map((item) => withColours(item, reader));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withColours(item, reader)]));
}

/* The figure as it is to be drawn now: in the page's colours and type, closer and with fewer names where there is little room. */
function readFigure(figure, isNarrow) {
    const reader = colourReader(canvasOf(figure));
    const { data, layout } = withColours(JSON.parse(figure.querySelector('[data-figure]').textContent), reader);
    reader.close();
    layout.font = { ...layout.font, family: getComputedStyle(figure).fontFamily };
    const fitted = (part) => (isNarrow ? { ...part, ...part.meta?.narrow } : part);
    return { data: data.map(fitted), layout: fitted(layout) };
}

/* An address of this site, on the day in view as every link of the page; or nothing. */
function addressOf(point) {
    const address = point?.customdata;
    if (typeof address !== 'string' || !/^\/(?!\/)/.test(address)) return null;
    const day = document.documentElement.dataset.asOf;
    if (!day) return address;
    const url = new URL(address, location.href);
    url.searchParams.set('as_of', day);
    return url.pathname + url.search + url.hash;
}

function follow(canvas, { points, event }) {
    const address = addressOf(points[0]);
    if (!address) return;
    // Under a finger the first tap shows the words of a point, the second one follows its link.
    if (noHover.matches && canvas.dataset.touched !== address) {
        canvas.dataset.touched = address;
    } else if (event?.ctrlKey || event?.metaKey) {
        window.open(address, '_blank', 'noopener');
    } else {
        location.assign(address);
    }
}

const canvasOf = (figure) => figure.querySelector('.chart-canvas');
const isNarrow = (canvas) => canvas.clientWidth < NARROW;

async function paint(figure) {
    const canvas = canvasOf(figure);
    const narrow = isNarrow(canvas);
    const { data, layout } = readFigure(figure, narrow);
    const config = { responsive: true, displayModeBar: false, displaylogo: false, showTips: false };
    if (figure.dataset.mapUrl) config.topojsonURL = new URL('.', new URL(figure.dataset.mapUrl, location.href)).href;
    canvas.dataset.narrow = narrow;
    await window.Plotly.react(canvas, data, layout, config);
}

/* Marks of a map that carry an address are known by it, so that what else stands for the same thing can light them. */
function nameMarks(canvas) {
    const traces = canvas.data.filter(({ type }) => type === 'scattergeo');
    canvas.querySelectorAll('.geolayer g.trace.scattergeo').forEach((group, place) => {
        group.querySelectorAll('path.point').forEach((mark, index) => {
            const address = traces[place]?.customdata?.[index];
            if (address) mark.dataset.key = address;
        });
    });
}

/* Tells the page which thing is pointed at, by its address; nothing for none. */
function pointAt(canvas, key) {
    canvas.dispatchEvent(new CustomEvent('chart:point', { bubbles: true, detail: typeof key === 'string' ? key : '' }));
}

async function draw(figure) {
    const canvas = canvasOf(figure);
    try {
        await loadAll(figure.dataset);
        await paint(figure);
    } catch (error) {
        console.warn(error);
        fail(figure);
        return;
    }
    canvas.on('plotly_click', (click) => follow(canvas, click));
    canvas.on('plotly_hover', ({ points }) => {
        canvas.classList.toggle('is-link', addressOf(points[0]) !== null);
        pointAt(canvas, points[0].customdata);
    });
    canvas.on('plotly_unhover', () => {
        canvas.classList.remove('is-link');
        pointAt(canvas, '');
    });
    canvas.on('plotly_afterplot', () => nameMarks(canvas));
    nameMarks(canvas);
    resizing.observe(canvas);
    figure.dataset.drawn = 'true';
    whenIdle(drawWaiting);
}

function fail(figure) {
    canvasOf(figure).hidden = true;
    figure.querySelector('.chart-error').hidden = false;
    figure.querySelector('.chart-table').open = true;
    figure.dataset.drawn = 'failed';
}

/* Back to the state in which the server sent the chart. */
function clear(figure) {
    const canvas = canvasOf(figure);
    resizing.unobserve(canvas);
    window.Plotly.purge(canvas);
    canvas.replaceChildren();
    delete figure.dataset.drawn;
    delete figure.dataset.watched;
}

const nearing = new IntersectionObserver(
    (entries) => {
        for (const { target, isIntersecting } of entries) {
            if (!isIntersecting) continue;
            nearing.unobserve(target);
            target.dataset.watched = 'drawing';
            draw(target);
        }
    },
    { rootMargin: NEAR },
);

/* The library is here: the charts further down cost little now, and a picture of the whole page shows them. */
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));

function drawWaiting() {
    for (const figure of document.querySelectorAll('[data-chart][data-watched="true"]:not([data-drawn])')) {
        figure.dataset.watched = 'drawing';
        nearing.unobserve(figure);
        draw(figure);
    }
}

const resizing = new ResizeObserver((entries) => {
    for (const { target } of entries) {
        if (target.clientWidth && target.dataset.narrow !== String(isNarrow(target))) paint(target.closest('[data-chart]'));
    }
});

function watch(root) {
    for (const figure of root.querySelectorAll('[data-chart]:not([data-watched])')) {
        figure.dataset.watched = 'true';
        nearing.observe(figure);
    }
}

const drawnIn = (root) => [...root.querySelectorAll(DRAWN)];
const repaintAll = () => drawnIn(document).forEach(paint);

/* On paper a chart that nobody scrolled to is its table. */
window.addEventListener('beforeprint', () => {
    for (const figure of document.querySelectorAll('[data-chart]:not([data-drawn="true"])')) {
        figure.querySelector('.chart-table').open = true;
    }
});

darkMode.addEventListener('change', repaintAll);
new MutationObserver(repaintAll).observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });

// htmx: new charts are watched, leaving ones freed, and the page is remembered without what we drew on it.
document.addEventListener('htmx:afterSettle', () => watch(document));
document.addEventListener('htmx:historyRestore', () => watch(document));
document.addEventListener('htmx:beforeHistorySave', () => drawnIn(document).forEach(clear));
document.addEventListener('htmx:beforeCleanupElement', ({ target }) => {
    if (target.matches?.(DRAWN)) clear(target);
});

watch(document);
