import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'

const seconds = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 } as const
const longest = 365 * 86_400

/** An age as people type it, `600` seconds, `10m`, `2h` or `1d`, in seconds. Throws UserError for anything else. */
export const ageIn = (text: string): number => {
  const [, digits, unit = 's'] = /^(\d{1,9}) ?(s|m|min|h|d)?$/i.exec(text.trim()) ?? []
  const age = Number(digits) * seconds[unit.toLowerCase() as keyof typeof seconds]
  if (digits !== undefined && age <= longest) return age
  throw new UserError(`${quoted(text)} is not a valid age. Use seconds or a unit: 600, 10m, 2h, 1d.`)
}
