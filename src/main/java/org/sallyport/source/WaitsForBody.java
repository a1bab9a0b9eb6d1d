package org.sallyport.source;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** On every class of pages that reads what a source sends: its requests come in through the {@link Anteroom}. */
@NameBinding
@Retention(RUNTIME)
@Target({METHOD, TYPE})
@interface WaitsForBody {}
