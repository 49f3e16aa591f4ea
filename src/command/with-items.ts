/** Only the lists that have something in them: an empty one isn't shown. */
export const withItems = <L extends { readonly items: readonly unknown[] }>(lists: readonly L[]): readonly L[] =>
  lists.filter(({ items }) => items.length > 0)
