/**
 * The pages and their files, from the resources beside this room, and the OpenAPI document.
 *
 * <pre>
 * PageRoutes         -> PageFiles -> org/adcache/http/ui/… in the jar
 *                    -> ProblemPages -> help
 * ApiDocumentRoutes  -> PageFiles -> org/adcache/http/openapi.yaml, META-INF/resources/webjars/swagger-ui/…
 * </pre>
 */
@NullMarked
package org.adcache.http.ui;

import org.jspecify.annotations.NullMarked;
