import type { Group, Target } from '../shapes/index.ts'
import { targetWords } from './targets.ts'

/** One target that a rule includes or excludes. */
interface Phrase {
  /** Equal only if the phrase means the same. */
  readonly key: string
  readonly words: string
}

/**
 * What a rule applies to, so that two versions can be compared: each target by itself and, if there is only one, each group
 * that it includes or excludes.
 */
export const targetPhrases = (targets: readonly Target[], groups: readonly Group[]): readonly Phrase[] => {
  const [only, ...others] = targets
  const apart =
    only !== undefined && others.length === 0 ? split(only) : targets.map((target) => ({ target, except: false }))
  return apart.map(({ target, except }) => ({
    key: `${except ? 'except ' : ''}${JSON.stringify(target)}`,
    words: `${except ? 'except ' : ''}${phrase(target, groups)}`,
  }))
}

interface Side {
  readonly target: Target
  readonly except: boolean
}

const split = (target: Target): readonly Side[] => {
  if (typeof target === 'string' || !('include' in target)) return union(target, false)
  return [...union(target.include, false), ...union(target.exclude, true)]
}

const union = (target: Target, except: boolean): readonly Side[] =>
  typeof target === 'object' && 'or' in target
    ? target.or.map((one) => ({ target: one, except }))
    : [{ target, except }]

const phrase = (target: Target, groups: readonly Group[]): string => {
  if (typeof target === 'string') return name(target, groups)
  if ('or' in target) return joined(target.or, 'or', groups)
  if ('and' in target) return joined(target.and, 'and', groups)
  return `${part(target.include, groups)} except ${part(target.exclude, groups)}`
}

const joined = (all: readonly Target[], word: string, groups: readonly Group[]): string =>
  all.map((one) => part(one, groups)).join(` ${word} `) || 'nothing'

const part = (target: Target, groups: readonly Group[]): string => {
  const said = phrase(target, groups)
  return typeof target === 'string' || said === 'nothing' ? said : `(${said})`
}

const name = (target: string, groups: readonly Group[]): string => {
  const words = targetWords([target], groups)
  return words === target && target.startsWith('group:') ? `unknown group ${target.slice('group:'.length)}` : words
}
