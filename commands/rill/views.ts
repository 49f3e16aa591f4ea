import { z } from 'zod'
import { clausesText, count, defineRead, quoted, typedName, UserError, withItems } from '#bot'
import { findView, type OfferedView, offeredViews, rill, whoseRights } from '#rill'

/** How many rows are shown at once. */
const most = 20

const inWords = ({ title, description, name }: { title: string; description: string; name: string }) => ({
  name,
  text: [...(title === name ? [] : [title]), ...(description === '' ? [] : [description])].join(' · '),
})

/** A line that asks a view for its first measure, by its first dimension. */
const metricsOf = ({ name, measures: [measure], dimensions: [dimension], isValid }: OfferedView) => {
  if (!isValid || measure === undefined) return []
  const query = {
    source: name,
    measures: [measure.name],
    dimensions: dimension === undefined ? [] : [dimension.name],
    where: [],
    segments: [],
    order: [],
  }
  return [{ line: `rill metrics ${clausesText(query)}`, label: `Query ${name}` }]
}

export default defineRead(rill, {
  summary: 'List metrics views, or the measures and dimensions of one.',
  examples: ['rill views', 'rill views ads_open'],
  scopes: ['rill:views:read'],
  args: z.object({ view: z.string().optional() }),
  names: { view: findView },
  unlisted: { view: 'Only those are listed that the settings name and that you may see in Rill.' },
  facts: { views: 'count' },
  run: async ({ args, api, settings }) => {
    const views = await offeredViews(api, settings)
    if (args.view) {
      const { id } = args.view
      const view = views.find(({ name }) => name === id)
      if (!view) throw new UserError(`The metrics view ${quoted(id)} isn’t there any more.`)
      return {
        title: `${quoted(view.title)} has ${count(view.measures.length)} ${view.measures.length === 1 ? 'measure' : 'measures'}`,
        ...(view.description !== '' && { lead: view.description }),
        facts: { views: 1 },
        fields: [
          { label: 'Name', value: view.name },
          { label: 'Time', value: view.time ?? 'none' },
          ...(view.isValid ? [] : [{ label: 'State', value: 'has an error in Rill' }]),
        ],
        lists: withItems([
          { title: 'Measures', items: view.measures.map(inWords) },
          { title: 'Dimensions', items: view.dimensions.map(inWords) },
        ]),
        notes: [whoseRights(settings.mode, false, 'fields')],
        next: [...metricsOf(view), 'rill views'],
      }
    }
    if (views.length === 0)
      return {
        title: 'No metrics view is offered to you here',
        facts: { views: 0 },
        fields: [],
        notes: [whoseRights(settings.mode, true, 'views')],
      }
    return {
      title: `${count(views.length)} metrics ${views.length === 1 ? 'view' : 'views'}`,
      facts: { views: views.length },
      fields: [],
      table: {
        columns: [
          { label: 'View', type: 'text' },
          { label: 'Title', type: 'text' },
          { label: 'Measures', type: 'text' },
          { label: 'Dimensions', type: 'text' },
        ],
        rows: views.map((one) => [
          one.name,
          one.isValid ? one.title : 'has an error in Rill',
          one.measures.map(({ name }) => name).join(', ') || null,
          one.dimensions.map(({ name }) => name).join(', ') || null,
        ]),
        total: views.length,
        atOnce: most,
      },
      notes: [whoseRights(settings.mode, false, 'views')],
      next: views
        .slice(0, 2)
        .map(({ name }) => ({ line: `rill views ${typedName({ id: name, name })}`, label: `Show ${name}` })),
    }
  },
})
