/* Stands in for the whole of culori: the notations that browsers report for a computed colour. */

import {
    converter,
    formatHex,
    formatRgb,
    modeHsl,
    modeLrgb,
    modeRgb,
    useMode,
    wcagContrast,
    wcagLuminance,
} from 'culori/fn';

useMode(modeRgb);
useMode(modeLrgb);
useMode(modeHsl);

export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance };
