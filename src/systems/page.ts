import { withoutTrailing } from '../trailing.ts'
import type { Connection } from './system.ts'

/** What an answer is about: the objects that its line names, and the path of a page if these don't determine it. */
interface About {
  readonly args: Readonly<Record<string, unknown>>
  readonly page?: string | undefined
}

/**
 * The page of a system that shows what an answer is about, else where its pages begin; undefined without a web address.
 */
export const pageAt = (
  { web, system, source }: Pick<Connection, 'web' | 'system' | 'source'>,
  { args, page = system.pageOf?.(args, source) }: About,
): string | undefined => (web === undefined || page === undefined ? web : `${withoutTrailing(web, '/')}/${page}`)
