import { z } from 'zod'
import { count, defineRead } from '#bot'
import {
  aboutOf,
  askedThrough,
  type Changed,
  changeLists,
  changesOf,
  findRequest,
  leftToDo,
  rudder,
  unreportedNote,
} from '#rudder'

/** `rule “SSH hardening”`, and whether it is created or deleted. */
const changedWords = ({ object, became }: Changed): string => (became === 'changed' ? object : `${object} (${became})`)

export default defineRead(rudder, {
  summary: 'What would this change request change, who opened it, and can it be deployed?',
  examples: ['rudder request 42'],
  also: ['rudder change show'],
  scopes: [
    'rudder:requests:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
  ],
  args: z.object({ request: z.string() }),
  names: { request: findRequest },
  facts: { changes: 'count' },
  run: async ({ args, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    const [changed, rules] = await Promise.all([changesOf(api, request), api.rules()])
    const changes = changed.reduce((sum, { lines }) => sum + lines.length, 0)
    const through = askedThrough(request)
    const isOpen = /^pending/i.test(request.status)
    const inConflict = isOpen && request.acceptable === false
    const why = through ? through.reason : request.description
    return {
      title: `Change request #${request.id}: ${aboutOf(request)}`,
      lead: `${request.status}.${why ? ` ${why}` : ''}`,
      facts: { changes },
      fields: [
        { label: 'Opened by', value: request.createdBy || 'not reported' },
        ...(through
          ? [
              {
                label: 'It says',
                value: `asked by ${through.by}, confirmed by ${through.confirmed}, through Coxswain (proposal ${through.proposal})`,
              },
            ]
          : []),
        { label: 'Changes', value: changed.map(changedWords).join(', ') },
      ],
      lists: changeLists(changed),
      notes: [
        ...(isOpen ? [`Not applied yet: it must be ${leftToDo(request.status)} in Rudder.`] : []),
        ...(inConflict
          ? ["In conflict: something that it changes has changed since it was opened, so it can't be deployed."]
          : []),
        ...unreportedNote(request, rules),
        ...(changes > 10 ? [`${count(changes)} lines in all.`] : []),
      ],
      next: [
        ...(isOpen
          ? (inConflict ? ['decline'] : ['accept', 'decline']).map((verb) => `rudder request ${verb} ${request.id}`)
          : []),
        'rudder requests',
      ],
    }
  },
})
