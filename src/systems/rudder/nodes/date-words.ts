/** `2026-11-21 09:10 UTC` for a moment as Rudder writes it, in any time zone; unchanged if it isn't a time. */
export const dateWords = (text: string | undefined): string | undefined => {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC` : text
}
