import { type MomentKind, momentFormat } from '../form.ts'

const written = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)(:\d\d)?)?$/

/** True for a text of this form that is a day and time of the calendar. */
export const isMomentText = (is: MomentKind, text: string): boolean => {
  const [, day, time = '00:00', seconds = ':00'] = written.exec(text) ?? []
  if (day === undefined || text.length !== momentFormat[is].length || day < '1000') return false
  const at = new Date(`${day}T${time}${seconds}Z`)
  // JavaScript takes 31 February for 3 March, and 24:00 for the next day.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${day}T${time}${seconds}`)
}
