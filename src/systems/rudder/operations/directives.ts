import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { Attribution } from '../shapes/changed.ts'
import { one } from '../shapes/container.ts'
import { Directive, DirectiveDraft, DirectivePatch, DirectiveTree } from '../shapes/directive.ts'

// Every answer about a directive carries its parameters, which may hold secrets: see docs/decisions/0015.
const sensitive = true

export const directives = read('rudder:directives:read', 'GET /directives', {
  sensitive,
  each: { at: 'data.directives', item: Directive },
})
export const directive = read('rudder:directives:read', 'GET /directives/{directiveId}', {
  sensitive,
  output: one('directives', Directive),
})
/** From the root category down; every server has it, though it is undocumented before 8.3. */
export const directiveTree = read('rudder:directives:read', 'GET /directives/tree', {
  sensitive,
  query: z.object({ includeSystem: z.boolean().optional() }),
  output: one('directives', DirectiveTree),
})

/**
 * The directive as it would be after this change, or why that is refused. It writes nothing, but needs a token that may
 * write.
 */
export const checkDirective = read('rudder:directives:run', 'POST /directives/{directiveId}/check', {
  sensitive,
  body: DirectivePatch,
  output: one('directives', Directive),
})

export const updateDirective = write('rudder:directives:write', 'POST /directives/{directiveId}', {
  query: Attribution,
  body: DirectivePatch,
  output: one('directives', Directive),
})
/** A new directive or, with `source`, a copy, which is always disabled. Never a change request. */
export const createDirective = write('rudder:directive-set:write', 'PUT /directives', {
  query: Attribution,
  body: DirectiveDraft,
  output: one('directives', Directive),
})
/** Answers 200 for an unknown id too, with an empty `displayName`. */
export const deleteDirective = write('rudder:directive-set:write', 'DELETE /directives/{directiveId}', {
  query: Attribution,
  output: one('directives', Directive),
})

/** Of all versions of a technique. */
export const techniqueDirectives = read('rudder:directives:read', 'GET /techniques/{techniqueId}/directives', {
  sensitive,
  each: { at: 'data.directives', item: Directive },
})
export const techniqueVersionDirectives = read(
  'rudder:directives:read',
  'GET /techniques/{techniqueId}/{techniqueVersion}/directives',
  { sensitive, each: { at: 'data.directives', item: Directive } },
)
