import { z } from 'zod'
import { count, defineRead } from '#bot'
import { aboutOf, askedThrough, changesOf, findRequest, rudder } from '#rudder'

export default defineRead(rudder, {
  summary: 'What would this change request change, who opened it, and may it be deployed?',
  examples: ['rudder request 42'],
  also: ['rudder change show'],
  scopes: ['rudder:requests:read', 'rudder:groups:read', 'rudder:compliance:read'],
  args: z.object({ request: z.string() }),
  names: { request: findRequest },
  facts: { changes: 'count' },
  run: async ({ args, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    const changed = await changesOf(api, request)
    const objects = changed.map(({ object }) => object)
    const changes = changed.flatMap(({ object, changes }) =>
      changes.map((change) => (objects.length > 1 ? { ...change, field: `${object}: ${change.field}` } : change)),
    )
    const hidden = changed.filter((one) => one.hidden).map(({ object }) => object)
    const through = askedThrough(request)
    const isOpen = /^pending/i.test(request.status)
    const why = through ? through.reason : request.description
    return {
      title: `Change request #${request.id}: ${aboutOf(request)}`,
      lead: `${request.status}.${why ? ` ${why}` : ''}`,
      facts: { changes: changes.length },
      fields: [
        { label: 'Opened by', value: request.createdBy || 'not said' },
        ...(through
          ? [
              {
                label: 'It says',
                value: `asked by ${through.by}, confirmed by ${through.confirmed}, through Coxswain (proposal ${through.proposal})`,
              },
            ]
          : []),
        { label: 'Changes', value: objects.join(', ') || 'not told' },
      ],
      diff: changes,
      notes: [
        ...(isOpen ? ['Nothing of this is so yet: it waits to be validated or deployed in Rudder.'] : []),
        ...(isOpen && request.acceptable === false
          ? ['In conflict: what it would change was changed since, so it may not be deployed as it is.']
          : []),
        ...(hidden.length > 0
          ? [
              `What it changes of ${hidden.join(', ')} is in parts that may be secret, such as parameters, and is not shown here.`,
            ]
          : []),
        ...(changes.length > 10 ? [`${count(changes.length)} parts in all.`] : []),
      ],
      next: [
        ...(isOpen ? ['accept', 'decline'].map((verb) => `rudder request ${verb} ${request.id}`) : []),
        'rudder requests',
      ],
    }
  },
})
