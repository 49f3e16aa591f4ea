import { describe, expect, test } from 'vitest'
import { askedThrough, proposalsIn } from '../../../src/systems/rudder/index.ts'

const id = '01hf8zq2r3s4t5v6w7x8y9zabc'
const through = (description: string, displayName = `Coxswain ${id}`) => askedThrough({ displayName, description })

describe('what a change request says of itself', () => {
  test('who asked, who confirmed, and why', () => {
    expect(through(`agreed; in CAB-7; asked by Ana <a@b>; confirmed by Marc <m@b>, Zoe <z@b>; Coxswain ${id}`)).toEqual(
      {
        proposal: id,
        by: 'Ana <a@b>',
        confirmed: 'Marc <m@b>, Zoe <z@b>',
        reason: 'agreed; in CAB-7',
      },
    )
    expect(through(`asked by Ana; confirmed by Ana; Coxswain ${id}`)).toEqual({
      proposal: id,
      by: 'Ana',
      confirmed: 'Ana',
      reason: '',
    })
    expect(through(`a; asked by X; confirmed by Y; asked by Ana; confirmed by Marc; Coxswain ${id}`)).toMatchObject({
      by: 'Ana',
      confirmed: 'Marc',
      reason: 'a; asked by X; confirmed by Y',
    })
  })

  test.each([
    ['another title', through(`asked by Ana; confirmed by Ana; Coxswain ${id}`, 'Mine')],
    ['another proposal', through('asked by Ana; confirmed by Ana; Coxswain abc')],
    ['nobody who asked', through(`confirmed by Ana; Coxswain ${id}`)],
    ['nobody who confirmed', through(`asked by Ana; Coxswain ${id}`)],
    ['text before it', through(`x asked by Ana; confirmed by Ana; Coxswain ${id}`)],
    ['two words for a proposal', through('asked by Ana; confirmed by Ana; Coxswain a b', 'Coxswain a b')],
    ['nothing', through('', '')],
  ])('not with %s', (_, found) => {
    expect(found).toBeUndefined()
  })

  test('is read in time however long it is', () => {
    const long = '; asked by x; confirmed by y'.repeat(40_000)
    expect(through(`${long}; Coxswain ${id}`)?.by).toBe('x')
    expect(through(`${long}; Coxswain`)).toBeUndefined()
    expect(through(`${'; asked by '.repeat(100_000)}; Coxswain ${id}`)).toBeUndefined()
  })

  test('names proposals anywhere in its words, in any spelling, each once', () => {
    const other = 'A'.repeat(26)
    const words = { displayName: `Coxswain ${id}`, description: `as coxswain ${other}; Coxswain ${id}.` }
    expect(proposalsIn(words)).toEqual([id, other])
    const none = `Coxswain is great; Coxswain ${'a'.repeat(40)}; xCoxswain ${other}; Coxswain${other}`
    expect(proposalsIn({ displayName: none, description: '' })).toEqual([])
  })
})

test('its words are read in proportion to their length, whatever they are', () => {
  const part = '; asked by a; confirmed by b'
  for (const end of ['; Coxswain ', '; Coxswain X', '', '; asked by '])
    for (let i = 0; i < 20; i++) {
      const request = { displayName: 'Coxswain X', description: part.repeat(20_000) + end }
      askedThrough(request)
      proposalsIn(request)
    }
})
