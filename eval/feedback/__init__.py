"""From the chat to test cases: answers that did not help become candidates, and after review cases."""
