/** Line icons, 24 by 24, drawn in the colour of the text around them. */

import { raw } from 'hono/html';

const paths = {
  inbox: 'M4 5h16v11H9l-5 4V5Z',
  day: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4',
  patients: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c.6-4 3.8-6 8-6s7.400 2 8 6',
  calls:
    'M6 3h4l1.500 5-2.500 1.500a12 12 0 0 0 5.500 5.500L16 12.500l5 1.500v4a2 2 0 0 1-2 2A15 15 0 0 1 4 5a2 2 0 0 1 2-2Z',
  setup: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  lists: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  forget: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  heart: 'M12 20S4 15 4 9.200A4.200 4.200 0 0 1 12 7a4.200 4.200 0 0 1 8 2.200C20 15 12 20 12 20Z',
  check: 'M5 12.500 10 17l9-10',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  phone: 'M8 3h8v18H8zM11 18h2',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2',
  ask: 'M4 5h16v11H9l-5 4V5ZM10 9.200a2 2 0 1 1 2.800 1.900c-.5.200-.8.500-.8 1M12 14h.01',
  cross: 'M6 6l12 12M18 6 6 18',
  came: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c.4-3 2.400-4.800 5-5.500M14 18l2.500 2.500L21 16',
  move: 'M4 9h14l-4-4M20 15H6l4 4',
  undo: 'M5 9h9a5 5 0 0 1 0 10H9M5 9l4-4M5 9l4 4',
  kept: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  drop: 'M12 3.500s-6 6.500-6 10.500a6 6 0 0 0 12 0c0-4-6-10.500-6-10.500Z',
  control: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5M8.500 11l2 2 3.500-4',
  doctor:
    'M6 3v6a5 5 0 0 0 10 0V3M11 14v3a4 4 0 0 0 8 0v-3M19 14a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3Z',
  alert: 'M12 4 3 20h18L12 4ZM12 10v5M12 17.500h.01',
} as const;

export type Icon = keyof typeof paths;

export const icon = (name: Icon) =>
  raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`);
