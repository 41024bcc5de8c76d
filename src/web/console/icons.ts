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
  forget: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  heart: 'M12 20S4 15 4 9.200A4.200 4.200 0 0 1 12 7a4.200 4.200 0 0 1 8 2.200C20 15 12 20 12 20Z',
  check: 'M5 12.500 10 17l9-10',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  phone: 'M8 3h8v18H8zM11 18h2',
  alert: 'M12 4 3 20h18L12 4ZM12 10v5M12 17.500h.01',
} as const;

export type Icon = keyof typeof paths;

export const icon = (name: Icon) =>
  raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`);
