/** `sold_at` as Cube makes a title of it: `Sold at`; `total_customers`: `Total Customers`. */
export const titleOf = (name: string): string =>
  name
    .split('_')
    .map((word, at) => (at > 0 && word.length < 3 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
