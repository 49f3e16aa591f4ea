import { z } from 'zod'

/** One row by column name. Rill sorts the names, so the order of the query is lost. */
export const Row = z.record(z.string(), z.unknown())
export type Row = z.output<typeof Row>
