/** An operating system in small: tasks of four kinds, queues of packets, priorities, a `switch` in an endless loop. */
interface Packet {
  readonly payload: number;
  hops: number;
}

type Kind = 'idle' | 'producer' | 'worker' | 'device';

class Task {
  readonly kind: Kind;
  readonly priority: number;
  readonly inbox: Packet[] = [];
  state = 1;
  handled = 0;
  constructor(kind: Kind, priority: number) {
    this.kind = kind;
    this.priority = priority;
  }
  get ready(): boolean {
    return this.kind === 'idle' || this.kind === 'producer'
      ? this.state > 0
      : this.inbox.length > 0;
  }
}

class Scheduler {
  readonly tasks: Task[] = [];
  finished = 0;
  checksum = 0;

  add(kind: Kind, priority: number): void {
    this.tasks.push(new Task(kind, priority));
    this.tasks.sort((a, b) => b.priority - a.priority);
  }

  pick(): Task | undefined {
    for (const task of this.tasks) if (task.ready) return task;
    return undefined;
  }

  send(kind: Kind, packet: Packet): void {
    let best: Task | undefined;
    for (const task of this.tasks) {
      if (task.kind === kind && (best === undefined || task.inbox.length < best.inbox.length))
        best = task;
    }
    packet.hops++;
    best!.inbox.push(packet);
  }

  run(packets: number): void {
    let made = 0;
    for (;;) {
      const task = this.pick();
      if (task === undefined) return;
      task.handled++;
      switch (task.kind) {
        case 'idle':
          task.state = (task.state & 1 ? task.state * 3 + 1 : task.state >> 1) & 0xffff;
          if (this.finished >= packets) task.state = 0;
          break;
        case 'producer':
          if (made === packets) task.state = 0;
          else this.send('worker', { payload: made++ * 7919, hops: 0 });
          break;
        case 'worker': {
          const packet = task.inbox.shift()!;
          let mixed = packet.payload;
          for (let i = 0; i < 4; i++) mixed = ((mixed << 5) ^ (mixed >>> 3) ^ i) >>> 0;
          this.checksum = (this.checksum + mixed) >>> 0;
          if (packet.hops < 5) this.send('device', packet);
          else this.finished++;
          break;
        }
        case 'device': {
          this.send('worker', task.inbox.shift()!);
          break;
        }
      }
    }
  }
}

export function run(): number[] {
  const scheduler = new Scheduler();
  scheduler.add('idle', 0);
  scheduler.add('producer', 1);
  for (let i = 0; i < 3; i++) scheduler.add('worker', 10 + i);
  for (let i = 0; i < 2; i++) scheduler.add('device', 20 + i);
  scheduler.run(40_000);
  const handled = scheduler.tasks.reduce(
    (sum, task) => sum + (task.kind === 'idle' ? 0 : task.handled),
    0,
  );
  return [scheduler.finished, scheduler.checksum, handled];
}

/** Each packet is made once, worked on three times and passes the device twice. */
export function check([finished, , handled]: number[]): boolean {
  return finished === 40_000 && handled === 40_000 * 6 + 1;
}
