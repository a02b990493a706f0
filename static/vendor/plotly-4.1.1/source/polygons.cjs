'use strict';
/* Stands in for polybooljs: it merges lasso selections, and our charts have no lasso. */

module.exports = {};
