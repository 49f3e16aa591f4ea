import { createHash } from 'node:crypto'
import { refused } from './refused.ts'

/** The id in a path; what PostgreSQL does not take for an integer is a 500. */
export function idOf(text: string): number {
  const id = Number(text)
  if (!/^-?\d+$/.test(text) || Math.abs(id) > 2 ** 31 - 1) throw refused(500)
  return id
}

/** 32 hexadecimal digits that only depend on the text. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** The id of the nth job: a UUID that looks random. */
export const jobId = (n: number): string =>
  md5(`job ${n}`).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
