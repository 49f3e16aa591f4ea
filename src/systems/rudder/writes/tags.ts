import { z } from 'zod'
import type { TagReader } from '../../system.ts'
import { tagWords } from '../groups/reach.ts'
import { directives as directivesOperation } from '../operations/directives.ts'
import { rules as rulesOperation } from '../operations/rules.ts'
import { Tags } from '../shapes/changed.ts'
import { many } from '../shapes/container.ts'

/** The only parts used of an answer: a directive's parameters, which may be secret, are dropped where it is read. */
const Tagged = z.object({ id: z.string(), tags: Tags.default([]) })
type Tagged = z.output<typeof Tagged>

const rules = { ...rulesOperation, shape: { output: many('rules', Tagged) } }
const directives = {
  ...directivesOperation,
  shape: { ...directivesOperation.shape, each: { at: 'data.directives', item: Tagged } },
} as const

/** From the list, in one request: a rule may have many directives. */
const reader = (operation: typeof rules | typeof directives): TagReader => ({
  scope: operation.scope,
  read: async (read) => {
    const all = (await read(operation)) as readonly Tagged[]
    return (ids) => [...new Set(all.filter(({ id }) => ids.includes(id)).flatMap(({ tags }) => tagWords(tags)))]
  },
})

/** The objects of Rudder that have tags. */
export const tags = { rules: reader(rules), directives: reader(directives) } as const
