import { serve } from './serve.js';

self.onmessage = ({ data }) => void serve(data, (message) => self.postMessage(message));
