/** What `rudder_generation_policy` means: whether a change makes Rudder generate policies, or a person must start it. */
export const isAutomatic = (policy: string): boolean => !['none', 'onlyManual'].includes(policy)

/** When nodes apply a change, as the words before what they do then: `After new policies are generated, at …,`. */
export const takenUp = (policy: string, every: number, whose: 'their' | 'its' = 'their'): string => {
  const run = `at ${whose} next run (every ${every} min),`
  if (isAutomatic(policy)) return `After new policies are generated, ${run}`
  const who =
    policy === 'none'
      ? 'someone switches policy generation on in Rudder and starts it'
      : 'someone starts policy generation in Rudder: it is set to manual'
  return `Nothing changes on any node until ${who}. Then, ${run}`
}
