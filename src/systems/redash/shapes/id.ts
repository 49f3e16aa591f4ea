import { z } from 'zod'

/** A number that Redash counts its objects by; we pass it on as text, as every id. */
export const Id = z.int().transform(String)

/** How many objects a page of a list has at most; Redash refuses more. */
export const pageSize = 250

/** What selects one page of a list. */
export const Paging = z.object({
  page: z.int().min(1).optional(),
  page_size: z.int().min(1).max(pageSize).optional(),
})

/** What is beside the objects of a page. */
export const ListPage = z.object({ count: z.int().min(0), page: z.int(), page_size: z.int() })
