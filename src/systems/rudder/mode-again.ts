type Mode = 'default' | 'audit' | 'enforce'

/** How it is worded that a directive gets back the mode that it had: `enforce … again`. */
export const modeAgain = (mode: Mode) =>
  mode === 'default'
    ? { ask: 'set … to the default mode again', done: 'set … to the default mode again' }
    : { ask: `${mode} … again`, done: `set … to ${mode} again` }
