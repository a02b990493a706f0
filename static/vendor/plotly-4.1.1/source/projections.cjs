'use strict';
/* Stands in for d3-geo-projection: the projections we use (equal earth, mercator) are part of d3-geo. */

module.exports = {};
