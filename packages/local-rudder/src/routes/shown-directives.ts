import { requested } from '../change.ts'
import type { Directive, RudderState } from '../state.ts'

/** A directive as the API shows it, parameters and all; `changeRequest` where it is only asked for. */
export const shownDirective = (
  { components: _, enabled, policyMode, tags, ...fields }: Directive,
  changeRequest?: number,
) => ({
  ...requested(changeRequest),
  ...fields,
  enabled,
  system: false,
  policyMode,
  tags,
})

/** The root category of techniques, with the categories below it, their techniques, and the directives of each. */
export function directiveTree(state: RudderState): unknown {
  const latest = new Map(state.techniques.map((technique) => [technique.id, technique]))
  const branch = (category: string) => ({
    name: category,
    description: '',
    subCategories: [],
    techniques: [...latest.values()]
      .filter((technique) => technique.category === category)
      .map(({ id, name }) => ({
        id,
        name,
        directives: state.directives
          .filter((directive) => directive.techniqueName === id)
          .map((directive) => shownDirective(directive)),
      })),
  })
  return {
    name: 'Active Techniques',
    description: 'This is the root category for active techniques.',
    subCategories: [...new Set(state.techniques.map(({ category }) => category))].map(branch),
    techniques: [],
  }
}
