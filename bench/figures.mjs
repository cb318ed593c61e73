// Statistics of measurements, and a comparison of documents.
import { parseXml } from '@rgrove/parse-xml';

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}

/** Returns the median of ratios; of an even number, the geometric mean of the two in the middle. */
export function medianRatio(ratios) {
  const sorted = [...ratios].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return geometricMean([sorted[Math.floor(last / 2)], sorted[Math.ceil(last / 2)]]);
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Returns the median, the 10th and the 90th percentile. */
export function spread(values, digits = 2) {
  const [median, low, high] = [0.5, 0.1, 0.9].map((share) => quantile(values, share).toFixed(digits));
  return `${median} (${low}–${high})`;
}

/** Returns a number with at most three significant figures, for wide tables. */
export function short(value) {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** Returns the content of a document, regardless of attribute order and of how empty elements are written. */
export function meaning(xml) {
  const plain = (element) => [
    element.name,
    Object.entries(element.attributes).sort(),
    element.children.map((child) => (child.type === 'element' ? plain(child) : child.text)),
  ];
  return JSON.stringify(plain(parseXml(xml).root));
}
