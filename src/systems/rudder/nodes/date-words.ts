/** `2026-11-21 09:10 UTC` for a moment as Rudder writes it, in any of its zones; as it is where it is none. */
export const dateWords = (text: string | undefined): string | undefined => {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC` : text
}
