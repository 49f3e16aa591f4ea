/** How long to wait before the poll of this number, the first one being 0, in milliseconds. */
export const waitBefore = (poll: number): number => {
  if (poll === 0) return 100
  if (poll <= 10) return 500
  return poll <= 50 ? 1_000 : 3_000
}
