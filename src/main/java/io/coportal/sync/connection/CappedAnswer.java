package io.coportal.sync.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** An answer of which no more than so many bytes are read. */
class CappedAnswer implements ClientHttpResponse {
  private final ClientHttpResponse answer;
  private final InputStream body;

  CappedAnswer(ClientHttpResponse answer, long mostBytes) throws IOException {
    this.answer = answer;
    InputStream whole = answer.getBody();
    this.body = new CappedStream(whole, mostBytes, () -> close(whole));
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return answer.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return answer.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return answer.getHeaders();
  }

  @Override
  public InputStream getBody() {
    return body;
  }

  @Override
  public void close() {
    answer.close();
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
