/** Values as bytes, by the structured clone algorithm. The functions of Node's `v8` module name the format's version in each text. */
export { deserialize, serialize } from 'node:v8';
