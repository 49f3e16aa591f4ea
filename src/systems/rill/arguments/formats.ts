import { SentEmail } from '../shapes/index.ts'

const isDate = (text: string): boolean => {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return year !== '' && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
}

const isMoment = (text: string): boolean => {
  const [, date = '', hour = ''] =
    /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text) ?? []
  return hour !== '' && isDate(date)
}

/** The formats of JSON schema that are checked, each with how it is written. */
const formats: Readonly<Record<string, { readonly is: (text: string) => boolean; readonly mustBe: string }>> = {
  date: { is: isDate, mustBe: 'a date, such as 2026-11-30' },
  'date-time': { is: isMoment, mustBe: 'a moment with its zone, such as 2026-11-30T09:00:00Z' },
  uuid: {
    is: (text) => /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text),
    mustBe: 'a UUID',
  },
  email: { is: (text) => SentEmail.safeParse(text.toLowerCase()).success, mustBe: 'an e-mail, such as ana@acme.net' },
}

/** How values of a format are written; undefined for a format that isn't known, which says nothing then. */
export const formatOf = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(formats, name) ? formats[name] : undefined
