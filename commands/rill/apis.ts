import { z } from 'zod'
import { count, defineRead, quoted } from '#bot'
import { argumentInWords, offeredApis, rill, whoseCalls } from '#rill'

/** How many rows are shown at once. */
const most = 20

export default defineRead(rill, {
  summary: 'List the custom APIs that can be called from here.',
  examples: ['rill apis'],
  press: 'list APIs',
  scopes: ['rill:apis:read'],
  args: z.object({}),
  facts: { apis: 'count' },
  run: async ({ api, settings, groups }) => {
    const { apis, missing, others } = await offeredApis(api, { settings, groups })
    const gone = missing.map((name) => quoted(name)).join(', ')
    const notes = [
      ...(missing.length === 0
        ? []
        : [`The settings name ${gone}, which the project doesn’t have, or whose template Rill can’t read.`]),
      ...(others === 0 ? [] : [`${count(others)} more ${others === 1 ? 'is' : 'are'} offered to other groups only.`]),
    ]
    if (apis.length === 0)
      return {
        title: 'No custom API is offered to you here',
        lead: 'Whoever runs the bot can offer some: “apis:” in the settings of the connection.',
        facts: { apis: 0 },
        fields: [],
        notes: [...notes, whoseCalls(settings.mode)],
      }
    const takes = apis.filter((one) => one.arguments.length > 0)
    return {
      title: `${count(apis.length)} custom ${apis.length === 1 ? 'API' : 'APIs'}`,
      facts: { apis: apis.length },
      fields: [],
      table: {
        columns: [
          { label: 'API', type: 'text' },
          { label: 'What it returns', type: 'text' },
          { label: 'Arguments', type: 'text' },
          { label: 'Columns', type: 'text' },
        ],
        rows: apis.map((one) => [
          one.name,
          one.summary ?? null,
          one.arguments.map(({ name, required }) => (required ? name : `[${name}]`)).join(' ') || null,
          one.columns.map(({ name }) => name).join(', ') || null,
        ]),
        total: apis.length,
        atOnce: most,
      },
      lists: takes.slice(0, 6).map((one) => ({
        title: `Arguments of ${one.name}`,
        items: one.arguments.map((argument) => ({ name: argument.name, text: argumentInWords(argument) })),
      })),
      notes: [...notes, whoseCalls(settings.mode)],
    }
  },
})
