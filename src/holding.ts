/**
 * Whether a name holds every word of a text, whatever their order and case, in `web-*.paris1` with anything for the star;
 * every name if there is no text.
 */
export const holding = (text: string | undefined): ((name: string) => boolean) => {
  const wanted = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const all = wanted.map((word) => word.split('*').filter(Boolean))
  return (name) => all.every((pieces) => inOrder(name.toLowerCase(), pieces))
}

const inOrder = (name: string, pieces: readonly string[]): boolean => {
  let at = 0
  return pieces.every((piece) => {
    const found = name.indexOf(piece, at)
    at = found + piece.length
    return found !== -1
  })
}
