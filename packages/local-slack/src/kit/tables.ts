import { z } from 'zod'
import { LIMITS } from './numbers.ts'
import { richText } from './rich.ts'
import { id, some } from './text.ts'

const block_id = id(LIMITS.blockId)
// An empty cell is refused.
const text = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) })
const number = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) })
const row = z
  .array(z.discriminatedUnion('type', [text, number, richText]))
  .min(1)
  .max(LIMITS.tableColumns.max)

/** `table` */
export const table = z.strictObject({
  type: z.literal('table'),
  block_id,
  rows: z.array(row).min(1).max(LIMITS.tableRows.max),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(LIMITS.columnSettings.max)
    .optional(),
})

/** `data_table` */
export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id,
  caption: z.string().min(1),
  rows: z.array(row).min(2).max(LIMITS.dataTableRows.max),
  page_size: z.int().min(1).max(LIMITS.dataTablePage.max).optional(),
  row_header_column_index: z.int().min(0).optional(),
})

const label = some(LIMITS.chartLabel)
const point = z.strictObject({ label, value: z.number() })
const axis = some(LIMITS.chartTitle).optional()

/** `data_visualization`, which @slack/types does not know yet. */
export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id,
  title: some(LIMITS.chartTitle),
  chart: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('pie'), segments: z.array(point).min(1).max(LIMITS.chartSeries.max) }),
    z.strictObject({
      type: z.enum(['bar', 'area', 'line']),
      series: z
        .array(z.strictObject({ name: label, data: z.array(point).min(1).max(LIMITS.chartPoints.max) }))
        .min(1)
        .max(LIMITS.chartSeries.max),
      axis_config: z
        .strictObject({
          categories: z.array(label).min(1).max(LIMITS.chartPoints.max).optional(),
          x_label: axis,
          y_label: axis,
        })
        .optional(),
    }),
  ]),
})
