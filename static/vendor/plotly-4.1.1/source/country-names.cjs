'use strict';
/* Stands in for country-iso-search: our maps name countries by ISO 3166 codes, never by English names. */

module.exports = { COUNTRIES: [], createLookup: () => ({ lookupAlpha3: () => undefined }) };
