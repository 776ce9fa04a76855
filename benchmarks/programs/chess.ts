/** chess.js counts the positions after three plies and plays two games of chosen moves. */
import { Chess } from 'chess.js';

const name = 'chess.js';
export { name as package };

function play(seed: number, plies: number): string {
  const game = new Chess();
  let state = seed;
  for (let ply = 0; ply < plies && !game.isGameOver(); ply++) {
    const moves = game.moves();
    state = (state * 48271) % 2147483647;
    game.move(moves[state % moves.length]!);
  }
  return game.fen() + '\n' + game.pgn();
}

export function run(): [number, string, string] {
  return [new Chess().perft(3), play(11, 20), play(5, 20)];
}

export function check([positions, first, second]: [number, string, string]): boolean {
  return positions === 8902 && first.includes('1. ') && first !== second;
}
