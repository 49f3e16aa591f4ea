import { SystemError } from '../../../errors.ts'
import type { Elements } from '../../operation.ts'
import { pageSize } from '../shapes/index.ts'

/** One page of a list, as an operation gives it. */
type OnePage<T> = (paging: {
  readonly page: number
  readonly page_size: number
}) => Elements<T, { readonly count: number }>

/**
 * The objects of all pages, in the order of the list. Something that is created or archived in the meantime moves the
 * others, so one may be missed; one that comes twice is given once.
 */
export async function* everyPage<T extends { readonly id: string }>(
  of: OnePage<T>,
): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>()
  for (let page = 1; ; page += 1) {
    const elements = of({ page, page_size: pageSize })
    try {
      for await (const one of elements) {
        if (!seen.has(one.id)) yield one
        seen.add(one.id)
      }
    } catch (error) {
      // It got shorter.
      if (page > 1 && isPastTheEnd(error)) return
      throw error
    }
    if (page * pageSize >= elements.rest().count) return
  }
}

/** A page after the last one is refused with 400, and with 404 if nothing is left at all. */
const isPastTheEnd = (error: unknown): boolean =>
  error instanceof SystemError && (error.reason === 'past-the-end' || error.kind === 'not-found')
