type Env = Readonly<Record<string, string | undefined>>

/** Whether a variable that isn't set is there without a value: `is empty`, or `is missing`. */
export const unset = (env: Env, name: string): 'is empty' | 'is missing' =>
  env[name] === '' ? 'is empty' : 'is missing'

/** `A is empty; B is missing`, of those of the variables that aren't set. */
export const unsetOf = (env: Env, names: readonly string[]): string =>
  names.flatMap((name) => (env[name] ? [] : [`${name} ${unset(env, name)}`])).join('; ')
