import { describe, expect, it } from 'vitest';
import { scheduledRequest } from '../../src/planner/schedule-words.ts';

/** A Friday, 15:00 local time. */
const now = new Date(2026, 10, 27, 15, 0, 0);
const local = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();

describe('words about when', () => {
  it.each([
    ['build the docs when the machine is idle', 'build the docs', { whenIdle: true }],
    ['When the system is idle, compress the logs', 'compress the logs', { whenIdle: true }],
    ['等机器空闲的时候再压缩 logs 文件夹', '压缩 logs 文件夹', { whenIdle: true }],
    ['run make after job 7', 'run make', { after: '7' }],
    ['任务7完成之后再统计行数', '统计行数', { after: '7' }],
    ['back up src tonight at 2', 'back up src', { at: local(28, 2) }],
    ['back up src at 23:30', 'back up src', { at: local(27, 23, 30) }],
    ['back up src tomorrow at 9 am', 'back up src', { at: local(28, 9) }],
    ['明天下午3点备份 src', '备份 src', { at: local(28, 15) }],
    ['pack photos in 2 hours', 'pack photos', { at: local(27, 17) }],
    ['pack photos, nice and low priority', 'pack photos', { priority: -10 }],
    ['pack photos nice and with low priority', 'pack photos', { priority: -10 }],
    ['pack photos in the background', 'pack photos', {}],
    ['In the background, pack photos', 'pack photos', {}],
    ['pack photos as a background job with low priority', 'pack photos', { priority: -10 }],
    ['在后台压缩 logs 文件夹', '压缩 logs 文件夹', {}],
    ['压缩 logs 文件夹，放到后台', '压缩 logs 文件夹', {}],
    [
      'pack photos when the machine is idle at low priority',
      'pack photos',
      { whenIdle: true, priority: -10 },
    ],
  ])('%s', (request, rest, schedule) => {
    expect(scheduledRequest(request, now)).toEqual({ request: rest, schedule });
  });

  it.each([
    ['list the files changed after job.log'],
    ['which jobs run when idle.sh is called'],
    ['show low priority tickets in tickets.csv'],
    ['find lines with "at 12:30" in the log'],
    ['tonight at 2'],
    ['in the background'],
    ['change the colour of the background'],
    ['what is running in the background'],
    ['show the processes in the background'],
    ['list what runs in the background'],
    ['查看在后台运行的进程'],
    ['哪些进程在后台'],
    ['files changed in 2 hours.txt'],
  ])('not in: %s', (request) => {
    expect(scheduledRequest(request, now)).toBeUndefined();
  });
});
